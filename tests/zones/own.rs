//! The zone of this machine: as `date` has it, or a sentence that says what was not understood.

use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::{ffi::OsStrExt as _, ffi::OsStringExt as _, fs::symlink},
    path::Path,
    process::{Command, Stdio},
};

use chrono::{DateTime, Utc};
use fomo::{source::zoneinfo, zone::Atlas};
use serde_json::Value;
use tempfile::TempDir;

use super::{command, fixture, place, ran, utc};

const MOMENTS: [&str; 2] = ["2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z"];

/// The offsets in January and in July that the program shows in its own zone, such as `-10:00`; or what it says instead.
fn by_fomo(tz: Option<&OsStr>) -> Result<[String; 2], String> {
    let moments = MOMENTS.map(utc);
    let place = place("UTC", &moments);
    let mut command = command(
        place.path(),
        &["list", "s.json", "--zone", "local", "--format", "json"],
    );
    command
        .stdin(Stdio::null())
        .env("TZDIR", fixture())
        .env_remove("TZ");
    command.envs(tz.map(|tz| ("TZ", tz)));
    let ran = ran(command.output().unwrap());
    if ran.code != 0 {
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(
            !ran.err.contains(|c: char| c.is_control() && c != '\n'),
            "{ran:?}"
        );
        return Err(ran.err);
    }
    let list: Value = serde_json::from_str(&ran.out).unwrap();
    let offset = |index: usize| {
        let start = list["items"][index]["start"].as_str().unwrap();
        start.split_at(start.len() - 6).1.to_owned()
    };
    Ok([offset(0), offset(1)])
}

/// The same by `date`, as far as there is one that can tell.
fn by_date(tz: Option<&OsStr>) -> Option<[String; 2]> {
    let offset = |moment: &str| {
        let mut command = Command::new("date");
        command
            .arg("-d")
            .arg(format!("@{}", utc(moment).timestamp()))
            .arg("+%:z");
        command
            .env("TZDIR", fixture())
            .env_remove("TZ")
            .envs(tz.map(|tz| ("TZ", tz)));
        let made = command.output().ok().filter(|made| made.status.success())?;
        Some(String::from_utf8(made.stdout).ok()?.trim().to_owned())
    };
    Some([offset(MOMENTS[0])?, offset(MOMENTS[1])?])
}

/// Whether there is a `date` that reads the database in `TZDIR`, too.
fn date_can_tell() -> bool {
    let can =
        by_date(Some(OsStr::new("Asia/Kathmandu"))).is_some_and(|offsets| offsets[0] == "+05:45");
    if !can {
        eprintln!("skipped: there is no date to compare with that reads TZDIR");
    }
    can
}

#[test]
fn tz_means_what_it_means_to_date() {
    let path = fixture().join("Asia/Kathmandu");
    let path = path.to_str().unwrap();
    let colon = format!(":{path}");
    let compared = date_can_tell();
    for tz in [
        None,
        Some(""),
        Some(":"),
        Some("Australia/Lord_Howe"),
        Some(":Australia/Lord_Howe"),
        Some("America/Vancouver"),
        Some(path),
        Some(&colon),
        Some("/etc/localtime"),
        Some("CET-1CEST,M3.5.0,M10.5.0/3"),
        Some("<+0330>-3:30"),
        Some("<-03>3"),
        Some("UTC0"),
        Some("GMT0BST,M3.5.0/1,M10.5.0"),
        Some("AEST-10AEDT,M10.1.0,M4.1.0/3"),
        Some("CET-1CEST,J60,J300"),
        // Hours of another day: Greenland, Israel, Gaza, and summer time all year.
        Some("<-02>2<-01>,M3.5.0/-1,M10.5.0/0"),
        Some("IST-2IDT,M3.4.4/26,M10.5.0"),
        Some("EET-2EEST,M3.4.4/50,M10.4.4/50"),
        Some("CET-1CEST,0/0,J365/25"),
    ] {
        let tz = tz.map(OsStr::new);
        let shown = by_fomo(tz);
        match (&shown, by_date(tz).filter(|_| compared)) {
            (Ok(shown), Some(wanted)) => assert_eq!(*shown, wanted, "{tz:?}"),
            // A machine that does not say its zone: to `date` that is UTC.
            (Err(said), _) if tz.is_none_or(|tz| tz == "/etc/localtime") => {
                assert!(
                    said.contains("localtime") || said.contains("this machine"),
                    "{said}"
                );
            }
            _ => assert!(shown.is_ok(), "{tz:?}: {shown:?}"),
        }
    }
}

#[test]
fn what_is_in_front_of_a_name_is_understood() {
    for tz in [
        "/usr/share/zoneinfo/America/Vancouver",
        ":/usr/share/zoneinfo/America/Vancouver",
        "posix/America/Vancouver",
        "right/America/Vancouver",
        "/usr/share/zoneinfo/posix/America/Vancouver",
    ] {
        let offsets = ["-08:00", "-07:00"].map(str::to_owned);
        assert_eq!(by_fomo(Some(OsStr::new(tz))), Ok(offsets), "{tz}");
    }
}

#[test]
fn what_tz_cannot_mean_is_said() {
    let directory = fixture();
    let no_utf_8 = OsString::from_vec(b"/tmp/\xff\xfe".to_vec());
    for tz in [
        OsStr::new("nonsense"),
        OsStr::new("Mars/Phobos"),
        OsStr::new("CET-1CEST"),
        OsStr::new("CET-99"),
        OsStr::new("CEST"),
        OsStr::new("/dev/null"),
        OsStr::new("/nowhere/at/all"),
        OsStr::new("../../../etc/passwd"),
        OsStr::new("\u{1b}]52;c;AAAA\u{7}"),
        OsStr::new("CET-1\nCEST"),
        directory.as_os_str(),
        &no_utf_8,
        OsStr::from_bytes(b"\xff\xfe"),
    ] {
        let said = by_fomo(Some(tz)).unwrap_err();
        assert!(said.starts_with("error: --zone: TZ is"), "{tz:?}: {said}");
    }
    // Paths need not be UTF-8 to lead to a zone.
    let odd = tempfile::tempdir().unwrap();
    let path = odd.path().join(OsStr::from_bytes(b"\xff\xfe"));
    fs::copy(fixture().join("Asia/Kathmandu"), &path).unwrap();
    assert_eq!(by_fomo(Some(path.as_os_str())).unwrap()[0], "+05:45");
}

/// A system of its own with `/etc` and a database.
fn system() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("etc")).unwrap();
    let zones = root.path().join("usr/share/zoneinfo");
    for name in ["Asia/Kathmandu", "America/Vancouver"] {
        let path = zones.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(fixture().join(name), path).unwrap();
    }
    root
}

/// Name and offset of the zone of such a system at an instant, or what is said.
fn own(root: &Path, at: DateTime<Utc>) -> String {
    let atlas = Atlas::compiled();
    match zoneinfo::own_zone_below(&atlas, None, root) {
        Ok(zone) => format!("{} {}", zone.name(), zone.seconds_at(at)),
        Err(said) => said,
    }
}

/// Links in `/etc` and where they lead; what is copied to `/etc/copy`, or where there are no links to `/etc/localtime`; what `/etc/timezone` says; what is
/// understood of it all.
const SETTINGS: &str = "
localtime -> /usr/share/zoneinfo/Asia/Kathmandu | | | Asia/Kathmandu +05:45
localtime -> ../usr/share/zoneinfo/Asia/Kathmandu | | | Asia/Kathmandu +05:45
localtime -> /usr/share/zoneinfo/posix/Asia/Kathmandu | | | Asia/Kathmandu +05:45
localtime -> /usr/share/zoneinfo/Asia/Kathmandu | | Europe/Vienna | Asia/Kathmandu +05:45
localtime -> /etc/mine, mine -> ../usr/share/zoneinfo/Asia/Kathmandu | | Europe/Vienna | Asia/Kathmandu +05:45
localtime -> /usr/share/zoneinfo/Asia/Tokyo | | | Asia/Tokyo +09:00
| usr/share/zoneinfo/Asia/Kathmandu | | localtime +05:45
| usr/share/zoneinfo/Asia/Kathmandu | Asia/Kathmandu | Asia/Kathmandu +05:45
| usr/share/zoneinfo/Asia/Kathmandu | # by hand / Asia/Kathmandu | Asia/Kathmandu +05:45
| usr/share/zoneinfo/Asia/Kathmandu | Europe/Vienna | localtime +05:45
| usr/share/zoneinfo/Asia/Kathmandu | nonsense | localtime +05:45
localtime -> copy | usr/share/zoneinfo/Asia/Kathmandu | Europe/Vienna | localtime +05:45
| | Asia/Kathmandu | Asia/Kathmandu +05:45
localtime -> /nowhere | | Asia/Kathmandu | Asia/Kathmandu +05:45
| | | TZ is not set
localtime -> /nowhere | | | TZ is not set
localtime -> localtime | | | TZ is not set
localtime -> /usr/share/zoneinfo | | | TZ is not set
| | nonsense | \"nonsense\", which is none
localtime -> /usr/share/zoneinfo/Mars/Phobos | | | \"Mars/Phobos\", which is none
| etc/hostname | | /etc/localtime is not a time-zone file
";

#[test]
fn the_systems_setting_in_all_its_forms() {
    for setting in SETTINGS.trim_matches('\n').lines() {
        let columns: Vec<&str> = setting.split('|').map(str::trim).collect();
        let [links, copy, noted, wanted] = columns[..] else {
            panic!("{setting}");
        };
        let system = system();
        let root = system.path();
        fs::write(root.join("etc/hostname"), "machine\n").unwrap();
        for link in links.split(", ").filter(|link| !link.is_empty()) {
            let (at, target) = link.split_once(" -> ").unwrap();
            symlink(target, root.join("etc").join(at)).unwrap();
        }
        if !copy.is_empty() {
            let name = if links.is_empty() {
                "localtime"
            } else {
                "copy"
            };
            fs::copy(root.join(copy), root.join("etc").join(name)).unwrap();
        }
        if !noted.is_empty() {
            let text = noted.replace(" / ", "\n");
            fs::write(root.join("etc/timezone"), format!("{text}\n")).unwrap();
        }
        let shown = own(root, utc("2026-07-15T12:00:00Z"));
        assert!(shown.contains(wanted), "{setting}: {shown}");
    }
}

/// A copy made years ago is still of the zone whose name is noted, though the zone has other clocks by now.
#[test]
fn a_copy_keeps_its_name_when_the_rules_change() {
    let system = system();
    let root = system.path();
    fs::write(root.join("etc/timezone"), "America/Vancouver\n").unwrap();
    // Of the years before, Los Angeles tells the same as Vancouver.
    fs::copy(
        root.join("usr/share/zoneinfo/America/Vancouver"),
        root.join("etc/localtime"),
    )
    .unwrap();
    let atlas = zoneinfo::atlas_in(vec![fixture()]);
    let zone = zoneinfo::own_zone_below(&atlas, None, root).unwrap();
    assert_eq!(zone.name(), "America/Vancouver");
    let compiled = zoneinfo::own_zone_below(&Atlas::compiled(), None, root).unwrap();
    assert_eq!(compiled.iana_name(), Some("America/Vancouver"));
}

/// The program itself, on a machine whose `/etc` is another.
#[test]
fn etc_as_the_program_finds_it() {
    let place = place("UTC", &MOMENTS.map(utc));
    for (noted, make) in [
        (
            None,
            (|from, to| symlink(from, to)) as fn(&Path, &Path) -> std::io::Result<()>,
        ),
        (None, |from, to| fs::copy(from, to).map(drop)),
        (Some("Europe/Vienna"), |from, to| {
            fs::copy(from, to).map(drop)
        }),
    ] {
        let etc = tempfile::tempdir().unwrap();
        make(
            &fixture().join("Asia/Kathmandu"),
            &etc.path().join("localtime"),
        )
        .unwrap();
        if let Some(noted) = noted {
            fs::write(etc.path().join("timezone"), noted).unwrap();
        }
        let mut unshared = Command::new("unshare");
        let script = "mount --bind \"$1\" /etc && date -d @1784116800 +%:z && exec \"$2\" list s.json --zone local";
        unshared
            .args(["-rm", "sh", "-c", script, "sh"])
            .arg(etc.path())
            .arg(env!("CARGO_BIN_EXE_fomo"));
        unshared
            .env_remove("TZ")
            .env("HOME", place.path())
            .current_dir(place.path());
        let made = unshared.stdin(Stdio::null()).output();
        let Some(made) = made.ok().filter(|made| made.status.success()) else {
            eprintln!("skipped: there is no unshare that lets a test have an /etc of its own");
            return;
        };
        let out = String::from_utf8(made.stdout).unwrap();
        let (date, list) = out.split_once('\n').unwrap();
        assert!(
            list.contains(&format!("({date})")) && date == "+05:45",
            "{out}"
        );
    }
}
