//! Leaves out of the program what nobody uses, and packs what few read.
//!
//! What the loader has to fix up at every start is packed: the time-zone tables hold 43,000 addresses, and the program may be loaded anywhere. The usual list of such places
//! takes 24 bytes for each, an eighth of the program; the packed one next to nothing. It needs a C library that knows
//! it: glibc from 2.36 on, which is asked here, since a program that was built on a machine with an older one would not
//! start there.
//!
//! A twentieth of the program would tell how to walk up the stack. A panic ends the program at once, and without the
//! names of functions, which are stripped, a list of its callers says nothing. GNU ld and LLD leave that out when a
//! script tells them so; of another linker that somebody chose, nobody knows.
//!
//! What is compiled for many types is often the same code for several of them. LLD folds such copies into one, where it is the
//! linker: that is tried with a program that does nothing.

use std::{env, fs, io, path::Path, process::Command};

use flate2::{Compression, read::GzEncoder};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    for name in ["fomo.bash", "fomo.fish", "_fomo", "fomo.1"] {
        pack(name)?;
    }
    shrink();
    Ok(())
}

/// Packs what shells and `man` read.
fn pack(name: &str) -> io::Result<()> {
    let path = Path::new("shells").join(name);
    println!("cargo::rerun-if-changed={}", path.display());
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    let mut packed = fs::File::create(Path::new(&out).join(format!("{name}.gz")))?;
    let mut text = GzEncoder::new(fs::File::open(path)?, Compression::best());
    io::copy(&mut text, &mut packed).map(drop)
}

fn shrink() {
    if !is_release_for_this_machine() {
        return;
    }
    if glibc().is_some_and(|version| version >= (2, 36)) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    if has_usual_linker()
        && let Some(script) = without_unwinding()
    {
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{script}");
    }
    if has_usual_linker() && can_link_with(FOLDING).unwrap_or(false) {
        println!("cargo::rustc-link-arg-bins={FOLDING}");
    }
}

/// Neither flags nor the configuration choose another linker.
fn has_usual_linker() -> bool {
    ["RUSTC_LINKER", "CARGO_ENCODED_RUSTFLAGS"]
        .iter()
        .all(|name| env::var(name).unwrap_or_default().is_empty())
}

const FOLDING: &str = "-Wl,--icf=all";

/// Whether the linker takes this; `None` if that cannot be tried.
fn can_link_with(flag: &str) -> Option<bool> {
    let directory = env::var("OUT_DIR").ok()?;
    let directory = Path::new(&directory);
    let program = directory.join("nothing.rs");
    fs::write(&program, "fn main() {}").ok()?;
    let tried = Command::new(env::var("RUSTC").ok()?)
        .arg(&program)
        .args(["--target", &env::var("TARGET").ok()?])
        .args(["-C", &format!("link-arg={flag}"), "-o"])
        .arg(directory.join("nothing"))
        .output()
        .ok()?;
    Some(tried.status.success())
}

/// A script that adds to the linker's own; none if it cannot be written.
fn without_unwinding() -> Option<String> {
    const SCRIPT: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) *(.gcc_except_table*) } }\n\
        INSERT AFTER .rodata;\n";
    let path = Path::new(&env::var("OUT_DIR").ok()?).join("without-unwinding.ld");
    fs::write(&path, SCRIPT).ok()?;
    path.to_str().map(str::to_owned)
}

fn is_release_for_this_machine() -> bool {
    let variable = |name| env::var(name).unwrap_or_default();
    let target = variable("TARGET");
    target == variable("HOST") && target.ends_with("-linux-gnu") && variable("PROFILE") == "release"
}

/// The version of this machine's C library; none where it is another one.
fn glibc() -> Option<(u32, u32)> {
    let said = Command::new("getconf")
        .arg("GNU_LIBC_VERSION")
        .output()
        .ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
