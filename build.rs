//! Packs what the loader has to fix up at every start.
//!
//! The time-zone tables hold 43,000 addresses, and the program may be loaded anywhere. The usual list of such places
//! takes 24 bytes for each, an eighth of the program; the packed one next to nothing. It needs a C library that knows
//! it: glibc from 2.36 on, which is asked here, since a program that was built on a machine with an older one would not
//! start there.

use std::{env, process::Command};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if is_release_for_this_machine() && glibc().is_some_and(|version| version >= (2, 36)) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
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
