//! What is wanted of the machine's database.

/// The machine's own time-zone database.
pub trait ZoneFiles: Send + Sync {
    /// Its version, such as `2026f`; `None` if it does not say.
    fn version(&self) -> Option<String>;
    /// The `TZif` bytes of a zone, by its IANA name. The name may come from anywhere; [`super::Atlas`] only asks for [`is_plausible`] ones.
    fn read(&self, name: &str) -> Option<Vec<u8>>;
    /// All names it has, in any order, or nothing if it cannot list them. Only asked for where the machine's database is the newer one.
    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Whether a name can be that of a zone's file: no way out of the directory, none of the copies with other rules, no file that is no zone.
pub fn is_plausible(name: &str) -> bool {
    const OTHERS: [&str; 4] = ["posix", "right", "Factory", "SystemV"];
    let parts_fit = name
        .split('/')
        .all(|part| part.starts_with(|first: char| first.is_ascii_uppercase()));
    let letters_fit = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte));
    parts_fit
        && letters_fit
        && name.len() <= 64
        && !name.split('/').take(1).any(|first| OTHERS.contains(&first))
}

/// Compares `2026f` with `2025b`; anything else is not newer.
pub(super) fn is_newer(version: &str, than: &str) -> bool {
    let key = |version: &str| {
        let (year, rest) = version.trim().split_at_checked(4)?;
        let letters: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
        let year: u16 = year.parse().ok()?;
        (!letters.is_empty()).then_some((year, letters.len(), letters))
    };
    match (key(version), key(than)) {
        (Some(theirs), Some(ours)) => theirs > ours,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared() {
        for (version, newer) in [
            ("2025c", true),
            ("2025b", false),
            ("2025a", false),
            ("2026a", true),
            ("2024z", false),
            ("2026f-dirty", true),
            ("2025zz", true),
            ("unknown", false),
            ("", false),
            ("20é5b", false),
            ("2027", false),
        ] {
            assert_eq!(is_newer(version, "2025b"), newer, "{version}");
        }
    }

    #[test]
    fn paths_are_no_names() {
        for (name, fits) in [
            ("Europe/Vienna", true),
            ("America/Port-au-Prince", true),
            ("Etc/GMT+5", true),
            ("../Europe/Vienna", false),
            ("Europe/../../etc/passwd", false),
            ("/etc/passwd", false),
            ("posix/Europe/Vienna", false),
            ("right/UTC", false),
            ("localtime", false),
            ("tzdata.zi", false),
            ("Factory", false),
            ("Europe//Vienna", false),
            ("", false),
            ("Europe\0", false),
        ] {
            assert_eq!(is_plausible(name), fits, "{name:?}");
        }
    }
}
