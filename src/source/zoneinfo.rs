//! The machine's own time-zone files and settings.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::{
    limits,
    zone::{self, Atlas, OwnClues, Zone, ZoneFiles},
};

/// Where systems keep the database; `TZDIR` comes before them.
const DIRECTORIES: [&str; 4] = [
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
];
/// The system's setting, as a link or a copy.
const SETTING: &str = "/etc/localtime";
/// Where some systems have the name of the setting besides.
const NOTED: &str = "/etc/timezone";

/// All time zones, with the machine's rules where they are newer than the ones compiled in. Touches no file before the first look-up.
pub fn atlas() -> Atlas {
    atlas_in(directories())
}

/// The same with the database in the first of these directories that has one.
pub fn atlas_in(directories: Vec<PathBuf>) -> Atlas {
    Atlas::with_system(Box::new(Machine {
        directories,
        found: OnceLock::new(),
    }))
}

/// The time zone of this machine, by `TZ` and then by the system's setting.
///
/// # Errors
/// A sentence that says what could not be understood.
pub fn own_zone(atlas: &Atlas) -> Result<Zone, String> {
    let tz = std::env::var_os("TZ");
    own_zone_below(atlas, tz.as_deref(), Path::new("/"))
}

/// The same with this value of `TZ`, of the system whose files are below `root`.
///
/// # Errors
/// A sentence that says what could not be understood.
pub fn own_zone_below(atlas: &Atlas, tz: Option<&OsStr>, root: &Path) -> Result<Zone, String> {
    let path = tz.map(OsStr::as_bytes).and_then(path_in);
    let tz = tz.map(OsStr::to_string_lossy);
    let tz_file = path.and_then(|path| read(path, limits::ZONE_FILE));
    let system = tz.is_none() || path == Some(Path::new(SETTING));
    let (mut link, mut localtime, mut noted) = (None, None, None);
    if system {
        let setting = below(root, Path::new(SETTING));
        link = name_in_links(&setting, root);
        localtime = read(&setting, limits::ZONE_FILE);
        // The name in the link is all there is to know.
        if link.is_none() {
            noted = noted_name(root);
        }
    }
    zone::own(
        atlas,
        OwnClues {
            tz: tz.as_deref(),
            tz_file: tz_file.as_deref(),
            link: link.as_deref(),
            localtime: localtime.as_deref(),
            noted: noted.as_deref(),
        },
    )
}

/// The absolute path that a value of `TZ` is.
fn path_in(tz: &[u8]) -> Option<&Path> {
    let value = tz.trim_ascii();
    let path = value.strip_prefix(b":").unwrap_or(value);
    path.starts_with(b"/")
        .then(|| Path::new(OsStr::from_bytes(path)))
}

/// Where an absolute path of a system leads whose files are below `root`.
fn below(root: &Path, path: &Path) -> PathBuf {
    root.join(path.strip_prefix("/").unwrap_or(path))
}

/// The name of a zone in the first link of a chain that leads into a database.
fn name_in_links(setting: &Path, root: &Path) -> Option<String> {
    let mut here = setting.to_owned();
    // As many as Linux follows.
    for _ in 0..40 {
        let target = std::fs::read_link(&here).ok()?;
        let name = target.to_str().and_then(|target| {
            let (_, name) = target.split_once("/zoneinfo/")?;
            let plain = name.strip_prefix("posix/").or(name.strip_prefix("right/"));
            zone::is_plausible(plain.unwrap_or(name)).then(|| name.to_owned())
        });
        if name.is_some() {
            return name;
        }
        here = if target.is_absolute() {
            below(root, &target)
        } else {
            here.parent()?.join(target)
        };
    }
    None
}

/// The name that the system has noted beside its setting, each system in its own way.
fn noted_name(root: &Path) -> Option<String> {
    let noted = read(&below(root, Path::new(NOTED)), limits::ZONE_FILE);
    let noted = noted.and_then(|bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut lines = text.lines().map(str::trim);
        lines
            .find(|line| !line.is_empty() && !line.starts_with('#'))
            .map(str::to_owned)
    });
    let asks = || (root == Path::new("/")).then(|| iana_time_zone::get_timezone().ok())?;
    noted.or_else(asks)
}

/// As in the C library, an absolute one only: a relative one would depend on where the program is started.
fn tzdir() -> Option<PathBuf> {
    let path = std::env::var_os("TZDIR").map(PathBuf::from);
    path.filter(|path| path.is_absolute())
}

/// What is wrong with the database that `TZDIR` names, if it does and there is none.
pub fn trouble() -> Option<String> {
    let path = tzdir().filter(|path| version_in(path).is_none())?;
    Some(format!(
        "TZDIR is {}, and no time-zone database that says its version is there; it is passed over",
        path.display()
    ))
}

fn directories() -> Vec<PathBuf> {
    tzdir()
        .into_iter()
        .chain(DIRECTORIES.map(PathBuf::from))
        .collect()
}

/// The database in the first of some directories that has one.
struct Machine {
    directories: Vec<PathBuf>,
    found: OnceLock<Option<(PathBuf, String)>>,
}

impl Machine {
    fn found(&self) -> Option<&(PathBuf, String)> {
        self.found
            .get_or_init(|| {
                self.directories
                    .iter()
                    .find_map(|path| Some((path.clone(), version_in(path)?)))
            })
            .as_ref()
    }
}

impl ZoneFiles for Machine {
    fn version(&self) -> Option<String> {
        self.found().map(|(_, version)| version.clone())
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let (directory, _) = self.found()?;
        zone::is_plausible(name).then(|| read(&directory.join(name), limits::ZONE_FILE))?
    }

    fn names(&self) -> Vec<String> {
        let list = self
            .found()
            .and_then(|(directory, _)| read(&directory.join("tzdata.zi"), limits::ZONE_LIST))
            .unwrap_or_default();
        names_in(&String::from_utf8_lossy(&list))
    }
}

/// The version of the database in a directory: by the first line of `tzdata.zi`, or by the file that macOS has instead.
fn version_in(directory: &Path) -> Option<String> {
    let line = |name: &str| {
        let mut line = String::new();
        let file = open(&directory.join(name))?;
        BufReader::with_capacity(64, file.take(64))
            .read_line(&mut line)
            .ok()?;
        Some(line.trim().to_owned())
    };
    let stated =
        line("tzdata.zi").and_then(|line| line.strip_prefix("# version ").map(str::to_owned));
    stated
        .or_else(|| line("+VERSION"))
        .filter(|version| !version.is_empty())
}

/// The names of the zones (`Z name …`) and of the links (`L target name`).
fn names_in(list: &str) -> Vec<String> {
    list.lines()
        .filter_map(|line| {
            let mut words = line.split_ascii_whitespace();
            match words.next()? {
                "Z" => words.next(),
                "L" => words.nth(1),
                _ => None,
            }
        })
        .map(str::to_owned)
        .collect()
}

/// Opens a file, but nothing that could block or never end.
fn open(path: &Path) -> Option<File> {
    std::fs::metadata(path)
        .ok()
        .filter(std::fs::Metadata::is_file)?;
    File::open(path).ok()
}

/// The bytes of a file that is not larger than it may be.
fn read(path: &Path, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most + 1).read_to_end(&mut bytes).ok()?;
    (u64::try_from(bytes.len()).ok()? <= most).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(files: &[(&str, &str)]) -> (tempfile::TempDir, Machine) {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(directory.path().join(name), text).unwrap();
        }
        let directories = vec![directory.path().join("none"), directory.path().to_owned()];
        (
            directory,
            Machine {
                directories,
                found: OnceLock::new(),
            },
        )
    }

    #[test]
    fn the_version_is_found() {
        let long = format!("# version {}", "9".repeat(1000));
        for (files, wanted) in [
            (
                &[("tzdata.zi", "# version 2026f\n# ddeps\n")][..],
                Some("2026f"),
            ),
            (&[("+VERSION", "2026c\n")], Some("2026c")),
            (
                &[("tzdata.zi", "# no version\n"), ("+VERSION", "2026c")],
                Some("2026c"),
            ),
            (&[("tzdata.zi", "\u{0}\u{1}")], None),
            (&[("+VERSION", "\n")], None),
            (&[], None),
        ] {
            assert_eq!(machine(files).1.version().as_deref(), wanted, "{files:?}");
        }
        assert!(machine(&[("tzdata.zi", &long)]).1.version().unwrap().len() < 64);
    }

    #[test]
    fn only_zones_are_read() {
        let (directory, machine) =
            machine(&[("+VERSION", "2026f"), ("Zone", "bytes"), ("secret", "no")]);
        std::fs::create_dir(directory.path().join("Europe")).unwrap();
        assert_eq!(machine.read("Zone").as_deref(), Some(&b"bytes"[..]));
        for name in [
            "secret",
            "Europe/../Zone",
            "../Zone",
            "/etc/passwd",
            "Europe",
            "None",
            "",
        ] {
            assert_eq!(machine.read(name), None, "{name}");
        }
        std::fs::write(directory.path().join("Large"), vec![0; 300 * 1024]).unwrap();
        assert_eq!(machine.read("Large"), None);
    }

    #[test]
    fn zones_are_listed() {
        let (_directory, machine) = machine(&[(
            "tzdata.zi",
            "# version 2026f\nR d 1916 o - Jun 14 23s 1 S\nZ Europe/Vienna 1:5:21 - LMT 1893\n1 c CE%sT\nL Europe/Vienna Europe/Wien\nL x\n",
        )]);
        assert_eq!(machine.names(), ["Europe/Vienna", "Europe/Wien"]);
    }

    #[test]
    fn this_machine_gives_a_zone_or_a_sentence() {
        let atlas = atlas();
        assert!(atlas.version().starts_with("tzdb 20"));
        match own_zone(&atlas) {
            Ok(zone) => assert!(!zone.name().is_empty()),
            Err(sentence) => assert!(!sentence.is_empty()),
        }
    }
}
