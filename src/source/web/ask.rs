//! The question, and where its answer sends it.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use ureq::{
    Agent, Body, Proxy,
    http::{HeaderMap, HeaderName, Response, header},
    tls::{PemItem, RootCerts, TlsConfig},
};

use super::{Limits, Url, Validators, said, trouble};

/// What fomo would like, and what it takes if need be: many servers call a schedule `text/plain`.
const WANTED: &str =
    "application/json, application/xml;q=0.9, text/xml;q=0.9, text/calendar;q=0.9, */*;q=0.5";

/// The largest value of a header that is kept.
const LONGEST_VALIDATOR: usize = 1000;

/// What a server answered.
pub(super) enum Asked {
    /// What was known is current.
    Current(Validators),
    /// This.
    Content(Box<Body>, Validators),
}

/// Asks, and follows redirects. They are followed here, not by ureq: that one would leave https for http.
pub(super) fn ask(url: &Url, known: Option<&Validators>, limits: Limits) -> Result<Asked, String> {
    let end = Instant::now() + limits.total;
    let mut url = url.clone();
    for _ in 0..=limits.redirects {
        let answer = ask_one(&url, known, limits, end)?;
        let status = answer.status().as_u16();
        match (status, known) {
            (200..=203, _) => return content(answer),
            (304, Some(known)) => return Ok(Asked::Current(confirmed(answer.headers(), known))),
            (301 | 302 | 303 | 307 | 308, _) => {
                let location = answer.headers().get(header::LOCATION);
                let location = location
                    .map(|value| String::from_utf8_lossy(value.as_bytes()))
                    .ok_or("the server sends to another address and does not say to which")?;
                url = url.join(location.trim())?;
            }
            _ => return Err(said::status(status)),
        }
    }
    Err(format!(
        "it redirects more than {} times; that leads nowhere",
        limits.redirects
    ))
}

fn ask_one(
    url: &Url,
    known: Option<&Validators>,
    limits: Limits,
    end: Instant,
) -> Result<Response<Body>, String> {
    let proxy = proxy(url);
    // A proxy that cannot be reached must not be taken for the server.
    let host = proxy.as_ref().map_or(url.host().to_owned(), |proxy| {
        format!("{} (the proxy)", proxy.host())
    });
    let agent = agent(proxy, limits, end)?;
    let mut request = agent.get(url.with_login());
    let known = known.cloned().unwrap_or_default();
    let conditions = [
        (header::IF_NONE_MATCH, known.etag),
        (header::IF_MODIFIED_SINCE, known.last_modified),
    ];
    for (name, value) in conditions {
        if let Some(value) = value.filter(|value| is_sound(value)) {
            request = request.header(name, value);
        }
    }
    request
        .call()
        .map_err(|error| trouble::before_the_answer(error, &host, limits))
}

fn agent(proxy: Option<Proxy>, limits: Limits, end: Instant) -> Result<Agent, String> {
    // Whoever waits speaks first; the limit here is for the thread that nobody waits for.
    let total = end.saturating_duration_since(Instant::now()) + Duration::from_secs(1);
    let config = Agent::config_builder()
        .user_agent(concat!("fomo/", env!("CARGO_PKG_VERSION")))
        .accept(WANTED)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_recv_response(Some(limits.response))
        .timeout_global(Some(total))
        .proxy(proxy)
        .tls_config(tls()?);
    Ok(config.build().new_agent())
}

/// The proxy of the environment, where one is in between.
fn proxy(url: &Url) -> Option<Proxy> {
    // What runs on this machine needs nobody in between.
    if url.is_local() {
        return None;
    }
    let uri = url.with_login().parse().ok()?;
    Proxy::try_from_env().filter(|proxy| !proxy.is_no_proxy(&uri))
}

/// Trusts the authorities that are compiled in, or those of `SSL_CERT_FILE`: some networks look into what passes,
/// and give their machines a file of their own.
fn tls() -> Result<TlsConfig, String> {
    let Some(path) = std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) else {
        return Ok(TlsConfig::builder().root_certs(RootCerts::WebPki).build());
    };
    let pem = std::fs::read(&path)
        .map_err(|error| format!("SSL_CERT_FILE: {}", crate::disk::plain(&error)))?;
    let certificates: Vec<_> = ureq::tls::parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    let roots = RootCerts::Specific(Arc::new(certificates));
    Ok(TlsConfig::builder().root_certs(roots).build())
}

fn content(answer: Response<Body>) -> Result<Asked, String> {
    // ureq unpacks what it knows, and takes the header away then.
    if let Some(packed) = text(answer.headers(), &header::CONTENT_ENCODING)
        && !packed.eq_ignore_ascii_case("identity")
    {
        return Err("the server packs it in a way that nobody asked for".into());
    }
    let validators = validators(answer.headers());
    Ok(Asked::Content(Box::new(answer.into_body()), validators))
}

fn validators(headers: &HeaderMap) -> Validators {
    Validators {
        etag: text(headers, &header::ETAG),
        last_modified: text(headers, &header::LAST_MODIFIED),
    }
}

/// A confirmation may have new names for the version, or leave them out.
fn confirmed(headers: &HeaderMap, known: &Validators) -> Validators {
    let new = validators(headers);
    Validators {
        etag: new.etag.or_else(|| known.etag.clone()),
        last_modified: new.last_modified.or_else(|| known.last_modified.clone()),
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    is_sound(value).then(|| value.to_owned())
}

/// Whether a value can be sent back as it is.
fn is_sound(value: &str) -> bool {
    let printable = |byte: u8| matches!(byte, b' '..=b'~');
    (1..=LONGEST_VALIDATOR).contains(&value.len()) && value.bytes().all(printable)
}
