//! Addresses that cannot lead anywhere, as far as their writing shows it.

/// Names that were set aside for examples and tests: nobody is there.
const EXAMPLES: &[&str] = &["example.com", "example.net", "example.org"];
const RESERVED: &[&str] = &["example", "invalid", "test", "localhost"];

/// What is wrong with a link that may be opened, to be said behind it; none if nothing is.
pub(super) fn wrong(url: &str) -> Option<String> {
    let wrong = match url.split_once(':')? {
        ("mailto", address) => mail(address),
        (_, rest) => web(rest.strip_prefix("//").unwrap_or(rest)),
    };
    wrong.or_else(|| leftovers(url))
}

fn mail(addresses: &str) -> Option<String> {
    let addresses = addresses.split('?').next().unwrap_or_default();
    if addresses.to_ascii_lowercase().starts_with("mailto:") {
        return Some("has its scheme twice".to_owned());
    }
    let mut addresses = addresses
        .split(',')
        .map(|address| address.replace("%40", "@"));
    addresses.find_map(|address| match address.rsplit_once('@') {
        None => Some("has no @".to_owned()),
        Some(("", _)) => Some("has nothing before the @".to_owned()),
        Some((name, _)) if name.contains('@') => Some("has more than one @".to_owned()),
        Some((_, host)) => at_host(host),
    })
}

fn web(rest: &str) -> Option<String> {
    let (authority, path) = match rest.find(['/', '?', '#']) {
        Some(end) => rest.split_at_checked(end)?,
        None => (rest, ""),
    };
    let scheme = authority.trim_end_matches(':');
    if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        return Some("has its scheme twice".to_owned());
    }
    let host = match authority.rsplit_once('@') {
        // Programs that fetch code are sent so.
        Some(("git", host)) => host,
        Some((_, host)) => {
            return Some(format!(
                "leads to {host}: what stands before the @ is taken for a user’s name"
            ));
        }
        None => authority,
    };
    // Web archives and translators have another page's address for a path.
    let inner = path.trim_start_matches('/');
    let inner = inner
        .strip_prefix("https://")
        .or_else(|| inner.strip_prefix("http://"));
    let bare = |host: &str| host.trim_start_matches("www.").to_ascii_lowercase();
    if inner.is_some_and(|inner| bare(inner.split('/').next().unwrap_or_default()) == bare(host)) {
        return Some("holds the whole address twice".to_owned());
    }
    if host.starts_with('[') {
        return None;
    }
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("has “{port}” for a port"));
    }
    at_host(host)
}

/// What is wrong with a host: DNS has letters, digits and hyphens between dots, and any script beyond ASCII.
fn at_host(host: &str) -> Option<String> {
    let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let labels: Vec<&str> = name.split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    if name == "localhost" || name == "127.0.0.1" {
        return Some("leads to the reader’s own machine".to_owned());
    }
    if EXAMPLES
        .iter()
        .any(|example| ends_with_host(&name, example))
        || RESERVED.contains(&last)
    {
        return Some(format!("is a placeholder: {name} exists for examples only"));
    }
    let is_sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii();
    if let Some(wrong) = host.chars().find(|c| *c != '.' && !is_sound(*c)) {
        return Some(format!("has “{wrong}” in its host"));
    }
    if labels.len() < 2 {
        return Some(format!("has no dot in “{host}”, its host"));
    }
    if labels.iter().any(|label| label.is_empty()) {
        return Some("has a dot too many in its host".to_owned());
    }
    let is_number = |label: &&str| label.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(&last) {
        let is_address = name.parse::<std::net::Ipv4Addr>().is_ok();
        return (!is_address).then(|| format!("has “{host}” for a host, which is none"));
    }
    // Names further down may have it, and some do.
    if labels.iter().rev().take(2).any(|label| label.contains('_')) {
        return Some("has “_” in its host".to_owned());
    }
    None
}

fn ends_with_host(name: &str, host: &str) -> bool {
    name.strip_suffix(host)
        .is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// What the text around a link has left at its end.
fn leftovers(url: &str) -> Option<String> {
    if url.contains("](") {
        return Some("holds “](”, which is left over from Markdown".to_owned());
    }
    if url.ends_with('…') || url.ends_with("...") {
        return Some("is cut off".to_owned());
    }
    let last = url.chars().next_back()?;
    let unopened = |open: char| url.matches(last).count() > url.matches(open).count();
    let is_left_over = match last {
        ')' => unopened('('),
        ']' => unopened('['),
        ',' | ';' | '>' | '"' | '\'' | '”' | '’' | '»' | '*' | '`' => true,
        // Articles of an encyclopedia are called so: “…_Inc.”
        '.' => !url.contains("wiki") && !url.contains("title="),
        _ => false,
    };
    is_left_over.then(|| format!("ends with “{last}”, which hardly belongs to it"))
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn links_that_lead_nowhere() {
        for (url, why) in [
            ("http://https://fomo.dev", "has its scheme twice"),
            ("https://http//fomo.dev", "has its scheme twice"),
            (
                "https://x.com/https://x.com/ada",
                "holds the whole address twice",
            ),
            (
                "https://x.com/https://www.x.com/ada",
                "holds the whole address twice",
            ),
            (
                "https://localhost:8000/x",
                "leads to the reader’s own machine",
            ),
            ("http://127.0.0.1/", "leads to the reader’s own machine"),
            (
                "https://example.com/x",
                "is a placeholder: example.com exists for examples only",
            ),
            (
                "https://www.Example.org",
                "is a placeholder: www.example.org exists for examples only",
            ),
            ("https://TODO", "has no dot in “TODO”, its host"),
            ("https://fomo..dev/", "has a dot too many in its host"),
            ("https://fomo,dev/", "has “,” in its host"),
            ("https://fomo_dev.org/", "has “_” in its host"),
            ("https://fomo.dev:port/", "has “port” for a port"),
            ("https://1.2.3/", "has “1.2.3” for a host, which is none"),
            (
                "https://fomo.dev/a)",
                "ends with “)”, which hardly belongs to it",
            ),
            (
                "https://fomo.dev/a,",
                "ends with “,”, which hardly belongs to it",
            ),
            (
                "https://fomo.dev.",
                "ends with “.”, which hardly belongs to it",
            ),
            ("https://fomo.dev/a-very-lo…", "is cut off"),
            ("https://fomo.dev/a-very-lo...", "is cut off"),
            ("https://fomo.dev](https://fomo.dev", "has “]” in its host"),
            (
                "https://fomo.dev/](https://fomo.dev",
                "holds “](”, which is left over from Markdown",
            ),
            ("mailto:ada", "has no @"),
            ("mailto:mailto:ada@fomo.dev", "has its scheme twice"),
            ("mailto:ada@fomo", "has no dot in “fomo”, its host"),
            ("mailto:@fomo.dev", "has nothing before the @"),
            ("mailto:ada@fomo@dev.org", "has more than one @"),
            (
                "https://ada@chaos.social",
                "leads to chaos.social: what stands before the @ is taken for a user’s name",
            ),
        ] {
            assert_eq!(wrong(url).as_deref(), Some(why), "{url}");
        }
    }

    #[test]
    fn links_that_may_lead_somewhere() {
        for url in [
            "https://fomo.dev",
            "http://fomo.dev:8080/a?b=c#d",
            "https://fomo.dev?x=http://example.com",
            "https://münchen.de/",
            "https://xn--mnchen-3ya.de/",
            "https://[::1]:80/",
            "http://151.217.0.1/map",
            "https://web.archive.org/web/2020/https://fomo.dev/",
            "https://en.wikipedia.org/wiki/Rust_(language)",
            "https://en.wikipedia.org/wiki/Acme_Inc.",
            "https://my_page.tumblr.com/",
            "https://git@github.com/ada/fomo",
            "https://mastodon.social/@ada",
            "https://notexample.com/",
            "https://fomo.dev/a/",
            "mailto:ada@fomo.dev",
            "mailto:ada@fomo.dev,bob@fomo.dev?subject=a, b",
            "mailto:ada%40fomo.dev",
        ] {
            assert_eq!(wrong(url), None, "{url}");
        }
    }
}
