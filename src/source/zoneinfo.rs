//! The machine's own time-zone files and settings.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::zone::{self, Atlas, OwnClues, Zone, ZoneFiles};

/// Where systems keep the database; `TZDIR` comes before them.
const DIRECTORIES: [&str; 4] = [
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
];
/// The system's setting, as a link or a copy.
const SETTING: &str = "/etc/localtime";
/// The largest zone file that is read. Real ones have about 4 kB.
const LARGEST_ZONE: u64 = 256 * 1024;
/// The largest list of zones that is read. Real ones have about 110 kB.
const LARGEST_LIST: u64 = 4 * 1024 * 1024;

/// All time zones, with the machine's rules where they are newer than the ones compiled in. Touches no file before the first look-up.
pub fn atlas() -> Atlas {
    Atlas::with_system(Box::new(Machine {
        directories: directories(),
        found: OnceLock::new(),
    }))
}

/// The time zone of this machine, by `TZ` and then by the system's setting.
///
/// # Errors
/// A sentence that says what could not be understood.
pub fn own_zone(atlas: &Atlas) -> Result<Zone, String> {
    let tz = std::env::var_os("TZ").map(|value| value.to_string_lossy().into_owned());
    let path = tz
        .as_deref()
        .map(|value| value.trim().trim_start_matches(':'))
        .filter(|value| value.starts_with('/'));
    let tz_file = path.and_then(|path| read(Path::new(path), LARGEST_ZONE));
    let system = tz.is_none() || path == Some(SETTING);
    let name = if system {
        iana_time_zone::get_timezone().ok()
    } else {
        None
    };
    let localtime = if system {
        read(Path::new(SETTING), LARGEST_ZONE)
    } else {
        None
    };
    zone::own(
        atlas,
        OwnClues {
            tz: tz.as_deref(),
            tz_file: tz_file.as_deref(),
            name: name.as_deref(),
            localtime: localtime.as_deref(),
        },
    )
}

fn directories() -> Vec<PathBuf> {
    // As in the C library, an absolute TZDIR only: a relative one would depend on where the program is started.
    let chosen = std::env::var_os("TZDIR")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    chosen
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
        zone::is_plausible(name).then(|| read(&directory.join(name), LARGEST_ZONE))?
    }

    fn names(&self) -> Vec<String> {
        let list = self
            .found()
            .and_then(|(directory, _)| read(&directory.join("tzdata.zi"), LARGEST_LIST))
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
