//! Addresses of schedules.

use std::fmt;

use crate::text;

/// The longest part of a foreign address that an error quotes, in columns.
const QUOTED: usize = 120;

/// An `http` or `https` address.
///
/// A name and password in it are sent to its server, and neither printed nor written anywhere. What is
/// shown is ASCII, so nothing in it can do a terminal harm.
#[derive(Clone, PartialEq, Eq)]
pub struct Url {
    scheme: &'static str,
    /// `user:password`, as typed.
    login: Option<String>,
    /// Host and port.
    host: String,
    /// Path and query, with a `/` before them.
    path: String,
}

impl Url {
    /// Whether a word on the command line is meant as a URL.
    pub fn is_meant(text: &str) -> bool {
        scheme(text).is_some()
    }

    /// What was typed.
    ///
    /// # Errors
    /// A sentence that does not name the address.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (scheme, rest) = scheme(text.trim()).ok_or("it is no http or https address")?;
        let (rest, _fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (login, host) = match authority.rsplit_once('@') {
            Some((login, host)) => (Some(encode(login)), host),
            None => (None, authority),
        };
        if !host.is_ascii() {
            return Err("its host name is not ASCII; write it as xn--…".into());
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        let url = Self {
            scheme,
            login,
            host: host.to_ascii_lowercase(),
            path: format!("{slash}{}", encode(path)),
        };
        let valid = url.with_login().parse::<ureq::http::Uri>();
        if host.is_empty() || host.starts_with(':') || valid.is_err() {
            return Err("it is no valid address".into());
        }
        Ok(url)
    }

    /// Where an answer of this address sends its reader.
    ///
    /// # Errors
    /// A sentence: it leads out of the web, or from a safe connection to an open one.
    pub(super) fn join(&self, location: &str) -> Result<Self, String> {
        let quoted = || text::truncate(&text::clean_line(location).text, QUOTED).to_string();
        let absolute = if location.starts_with("//") {
            format!("{}:{location}", self.scheme)
        } else if has_scheme(location) {
            if scheme(location).is_none() {
                return Err(format!(
                    "it redirects to {}, and only http and https are opened",
                    quoted()
                ));
            }
            location.to_owned()
        } else {
            format!("{}://{}{}", self.scheme, self.host, self.beside(location))
        };
        let mut next =
            Self::parse(&absolute).map_err(|why| format!("it redirects to {}: {why}", quoted()))?;
        if (self.scheme, next.scheme) == ("https", "http") {
            return Err(format!(
                "it redirects from https to {next}, where anybody could change the schedule"
            ));
        }
        // Nobody but its server gets to see the password.
        let same_server = (next.scheme, &next.host) == (self.scheme, &self.host);
        if same_server && next.login.is_none() {
            next.login.clone_from(&self.login);
        }
        Ok(next)
    }

    /// The path that a relative reference means.
    fn beside(&self, reference: &str) -> String {
        let path = self.path.split('?').next().unwrap_or("/");
        if reference.starts_with('/') {
            return without_dots(reference);
        }
        if reference.is_empty() || reference.starts_with('?') {
            return format!("{path}{reference}");
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        without_dots(&format!("{folder}/{reference}"))
    }

    /// The host without its port.
    pub fn host(&self) -> &str {
        if self.host.starts_with('[') {
            let end = self.host.find(']').map_or(self.host.len(), |at| at + 1);
            return self.host.get(..end).unwrap_or(&self.host);
        }
        self.host.split(':').next().unwrap_or(&self.host)
    }

    /// Whether it is on this machine.
    pub(super) fn is_local(&self) -> bool {
        let host = self.host();
        host == "localhost" || host == "[::1]" || host.starts_with("127.")
    }

    /// The whole address, for the connection alone.
    pub(super) fn with_login(&self) -> String {
        match &self.login {
            Some(login) => format!("{}://{login}@{}{}", self.scheme, self.host, self.path),
            None => self.to_string(),
        }
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.host, self.path)
    }
}

/// Without the password too: what is debugged ends in bug reports.
impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Url({self})")
    }
}

/// The scheme, and what is behind its slashes.
fn scheme(text: &str) -> Option<(&'static str, &str)> {
    // What calendars are published as, for programs that subscribe to them.
    let schemes = [
        ("https", "https"),
        ("http", "http"),
        ("webcal", "https"),
        ("webcals", "https"),
    ];
    schemes.into_iter().find_map(|(written, scheme)| {
        let (start, rest) = text.split_at_checked(written.len())?;
        let rest = rest.strip_prefix("://")?;
        start
            .eq_ignore_ascii_case(written)
            .then_some((scheme, rest))
    })
}

fn has_scheme(text: &str) -> bool {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
    end.is_some_and(|end| end > 0 && text.get(end..).is_some_and(|rest| rest.starts_with(':')))
}

/// What an address may not hold, as it is written there.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => {
                out.push(byte.into());
            }
            _ => out.extend(format!("%{byte:02X}").chars()),
        }
    }
    out
}

/// A path without `.` and `..`.
fn without_dots(path: &str) -> String {
    let (path, query) = path
        .find('?')
        .and_then(|at| path.split_at_checked(at))
        .unwrap_or((path, ""));
    let mut parts: Vec<&str> = Vec::new();
    let last = path.rsplit('/').next().unwrap_or_default();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if matches!(last, "." | "..") {
        parts.push("");
    }
    format!("/{}{query}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn what_is_shown_holds_no_password_and_only_ascii() {
        let cases = [
            ("https://example.org", "https://example.org/"),
            (
                "HTTPS://Example.ORG/Ä b?x=1#y",
                "https://example.org/%C3%84%20b?x=1",
            ),
            ("https://ann:s3cret@example.org/a", "https://example.org/a"),
            (
                "https://token@example.org:8443/a",
                "https://example.org:8443/a",
            ),
            ("http://[::1]:80/\u{1b}]0;x", "http://[::1]:80/%1B]0;x"),
            ("http://a?b", "http://a/?b"),
            ("webcal://example.org/a.ics", "https://example.org/a.ics"),
        ];
        for (typed, shown) in cases {
            assert_eq!(url(typed).to_string(), shown);
            assert_eq!(format!("{:?}", url(typed)), format!("Url({shown})"));
        }
        let secret = url("https://ann:s3cret@example.org/a");
        assert_eq!(secret.with_login(), "https://ann:s3cret@example.org/a");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "https://",
            "http://:80/",
            "http://a b/",
            "https://exämple.org/",
            "ftp://a/",
            "x",
            "http://\u{1b}[2J/",
        ] {
            assert!(Url::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn redirects_lead_where_they_say() {
        let from = url("https://ann:pw@example.org/a/b?c");
        let cases = [
            ("/x", "https://example.org/x"),
            ("x/y?z", "https://example.org/a/x/y?z"),
            ("../x", "https://example.org/x"),
            ("../../x/..", "https://example.org/"),
            ("?z", "https://example.org/a/b?z"),
            ("//other.example/x", "https://other.example/x"),
            ("https://other.example/", "https://other.example/"),
            ("", "https://example.org/a/b"),
        ];
        for (location, wanted) in cases {
            assert_eq!(
                from.join(location).unwrap().to_string(),
                wanted,
                "{location}"
            );
        }
    }

    #[test]
    fn the_password_stays_with_its_server() {
        let from = url("https://ann:pw@example.org/");
        assert!(from.join("/x").unwrap().with_login().contains("ann:pw"));
        let other = from.join("https://other.example/").unwrap();
        assert!(!other.with_login().contains("ann"));
        let other = from.join("https://example.org:444/").unwrap();
        assert!(!other.with_login().contains("ann"));
    }

    #[test]
    fn redirects_out_of_the_web_and_out_of_safety_are_refused() {
        let from = url("https://example.org/");
        let refused = |location: &str, says: &str| {
            let error = from.join(location).unwrap_err();
            assert!(error.contains(says), "{error}");
        };
        refused("file:///etc/passwd", "only http and https");
        refused("data:text/plain,x", "only http and https");
        refused("http://example.org/", "from https to http://example.org/");
        refused("https://", "no valid address");
        let error = from.join("ftp://a/\u{1b}]0;evil\u{7}").unwrap_err();
        assert!(!error.contains('\u{1b}'), "{error}");
    }
}
