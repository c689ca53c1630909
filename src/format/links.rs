//! Where links lead, as schedules write them: whole, relative, without a scheme, or no link at all.

use crate::draft::Link;

/// What stands where a link should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// An address that can be opened.
    Url(String),
    /// A bare domain, to which `https://` was added.
    Domain(String),
    /// Relative, without anything to which it is so.
    Relative,
    /// An address of another kind than the web's.
    Foreign,
    /// Words.
    Words,
}

/// A link of a record that has no other use for what is none. Only what begins with a slash is taken
/// to be below the site (`base`): a field that holds `N/A` is no page of it.
pub(super) fn link(title: Option<&str>, written: &str, base: Option<&str>) -> Option<Link> {
    let base = base.filter(|_| written.trim_start().starts_with('/'));
    let url = match target(written, std::iter::once(base)) {
        Target::Url(url) if url.contains("://") || is_mail(&url) => url,
        Target::Domain(url) => url,
        // The check says that fomo opens no such link.
        Target::Foreign => written.trim().to_owned(),
        Target::Url(_) | Target::Relative | Target::Words => return None,
    };
    let title = title.map(str::to_owned);
    Some(Link { title, url })
}

/// Looks at a link's target. What is relative is so to the first base that is itself on the web.
pub(super) fn target<'a>(
    written: &str,
    mut bases: impl Iterator<Item = Option<&'a str>>,
) -> Target {
    let written = written.trim();
    if let Some((scheme, rest)) = written.split_once(':')
        && is_scheme(scheme)
        && !rest.starts_with(|char: char| char.is_ascii_digit() || char.is_whitespace())
    {
        // What is no link of the web but hides in one (`javascript:`) is told by the check.
        let foreign = rest.starts_with("//") && !is_web(scheme);
        return if foreign {
            Target::Foreign
        } else {
            Target::Url(written.to_owned())
        };
    }
    if written.contains(char::is_whitespace) || written.is_empty() {
        return Target::Words;
    }
    if let Some(rest) = written.strip_prefix("//")
        && is_domain(rest)
    {
        return Target::Url(format!("https://{rest}"));
    }
    if is_domain(written) {
        return Target::Domain(format!("https://{written}"));
    }
    if !written.contains(['/', '.', '?', '#']) {
        return Target::Words;
    }
    let base = bases.find_map(|base| base.map(str::trim).filter(|base| is_on_the_web(base)));
    match base.and_then(|base| join(base, written)) {
        Some(url) => Target::Url(url),
        None => Target::Relative,
    }
}

/// Whether a text is an address that starts with `http://` or `https://`.
pub(super) fn is_on_the_web(url: &str) -> bool {
    url.split_once("://")
        .is_some_and(|(scheme, rest)| is_web(scheme) && !rest.is_empty())
}

fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

fn is_mail(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto"))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|char: char| char.is_ascii_alphabetic())
        && text.len() > 1
        && text
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-'))
}

/// A relative address on its base. Steps such as `..` stay: whoever opens the link takes them.
fn join(base: &str, relative: &str) -> Option<String> {
    let (scheme, rest) = base.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = match rest.split_once('/') {
        Some((host, path)) => (host, path),
        None => (rest, ""),
    };
    if let Some(address) = relative.strip_prefix("//") {
        return Some(format!("{scheme}://{address}"));
    }
    if let Some(path) = relative.strip_prefix('/') {
        return Some(format!("{scheme}://{host}/{path}"));
    }
    if relative.starts_with(['?', '#']) {
        return Some(format!("{scheme}://{host}/{path}{relative}"));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let slash = if folder.is_empty() { "" } else { "/" };
    Some(format!("{scheme}://{host}/{folder}{slash}{relative}"))
}

/// Endings of files, which a relative link may be as well as a domain.
const FILES: &[&str] = &[
    "aspx", "avi", "doc", "docx", "epub", "gif", "gz", "htm", "html", "ics", "jpeg", "jpg", "json",
    "key", "md", "mkv", "mov", "mp3", "mp4", "odp", "ods", "odt", "ogg", "ogv", "pdf", "php",
    "png", "pps", "ppt", "pptx", "py", "svg", "tar", "tgz", "txt", "wav", "webm", "webp", "xls",
    "xlsx", "xml", "zip",
];

/// Whether a text without a scheme begins with a domain: `www.example.org`, `example.org/page`.
fn is_domain(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label
                .chars()
                .all(|char| char.is_alphanumeric() || char == '-')
    };
    let Some((_, top)) = host.rsplit_once('.') else {
        return false;
    };
    let is_top = top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    let is_file = FILES.iter().any(|file| top.eq_ignore_ascii_case(file));
    host.split('.').all(is_label)
        && is_top
        && (!is_file || host.starts_with("www."))
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(base: Option<&str>, written: &str) -> Target {
        target(written, [None, Some("mailto:a@b.org"), base].into_iter())
    }

    #[test]
    fn what_stands_where_a_link_should() {
        let url = |url: &str| Target::Url(url.to_owned());
        let domain = |url: &str| Target::Domain(url.to_owned());
        let cases = [
            (" https://example.org/a ", url("https://example.org/a")),
            ("HTTP://example.org", url("HTTP://example.org")),
            ("mailto:a@example.org", url("mailto:a@example.org")),
            ("javascript:alert(1)", url("javascript:alert(1)")),
            ("www.example.org", domain("https://www.example.org")),
            ("example.org/a.pdf", domain("https://example.org/a.pdf")),
            ("example.org:8080/", domain("https://example.org:8080/")),
            ("localhost:80/a.b", Target::Relative),
            ("ftp://example.org", Target::Foreign),
            ("thttps://example.org", Target::Foreign),
            ("//example.org/a", url("https://example.org/a")),
            ("Note: on the board", Target::Words),
            ("slides.pdf", Target::Relative),
            ("../slides", Target::Relative),
            ("/slides/1", Target::Relative),
            ("GNOME", Target::Words),
            ("Spore 1.0 at the fair", Target::Words),
            ("", Target::Words),
        ];
        for (written, target) in cases {
            assert_eq!(on(None, written), target, "{written}");
        }
    }

    #[test]
    fn relative_links_are_joined_with_a_base_on_the_web() {
        let cases = [
            ("https://a.org/x/y/", "z.pdf", "https://a.org/x/y/z.pdf"),
            ("https://a.org/x/y", "z.pdf", "https://a.org/x/z.pdf"),
            ("https://a.org", "z.pdf", "https://a.org/z.pdf"),
            ("https://a.org/x", "z.pdf", "https://a.org/z.pdf"),
            ("https://a.org/x/?q=/1", "../z", "https://a.org/x/../z"),
            ("https://a.org/x/y/", "/z/1", "https://a.org/z/1"),
            ("https://a.org/x", "//b.org/z", "https://b.org/z"),
            ("https://a.org/x?y=1#z", "?y=2", "https://a.org/x?y=2"),
        ];
        for (base, written, joined) in cases {
            let joined = Target::Url(joined.to_owned());
            assert_eq!(on(Some(base), written), joined, "{base} {written}");
        }
        assert_eq!(on(Some("file:///etc/"), "passwd.txt"), Target::Relative);
    }

    #[test]
    fn only_links_that_lead_somewhere() {
        let cases = [
            ("https://a.example/x", None, Some("https://a.example/x")),
            (
                " a.example/talk?x=1 ",
                None,
                Some("https://a.example/talk?x=1"),
            ),
            (
                "www.a.example/x.html",
                None,
                Some("https://www.a.example/x.html"),
            ),
            ("mailto:a@b.example", None, Some("mailto:a@b.example")),
            ("ftp://a.example/x", None, Some("ftp://a.example/x")),
            ("/x", Some("https://a.example"), Some("https://a.example/x")),
            ("N/A", Some("https://a.example"), None),
            ("/x", None, None),
            ("a@b.example", None, None),
            ("javascript:alert(1)", None, None),
            ("day_4.html#tea", None, None),
            ("papers.html?day=1", None, None),
            ("see the board", None, None),
            ("Room 3.14", None, None),
            ("v1.2", None, None),
            ("", None, None),
        ];
        for (written, base, url) in cases {
            let link = link(None, written, base);
            assert_eq!(link.map(|link| link.url).as_deref(), url, "{written}");
        }
    }
}
