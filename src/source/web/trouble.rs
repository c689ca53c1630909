//! What went wrong, for the person who waits.

use std::io::{self, ErrorKind};

use ureq::{Error, Timeout};

use super::{Limits, said::wait};

/// Before a status came.
///
/// `host` is whom the connection goes to: the server, or a proxy.
pub(super) fn before_the_answer(error: Error, host: &str, limits: Limits) -> String {
    match error {
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            format!("no connection within {}", wait(limits.connect))
        }
        Error::Timeout(_) => format!("no answer within {}", wait(limits.response)),
        Error::HostNotFound => unknown_name(host),
        Error::Io(error) => of_the_connection(&error, host),
        Error::Rustls(error) => of_the_encryption(&error.to_string()),
        Error::Tls(why) => of_the_encryption(why),
        Error::ConnectProxyFailed(why) => of_the_proxy(&why),
        Error::Protocol(_) | Error::LargeResponseHeader(..) | Error::Http(_) => {
            "what answers there speaks no HTTP".into()
        }
        _ => "no connection".into(),
    }
}

/// In the middle of the content, after so much of it.
pub(super) fn with_body(error: io::Error, received: &str) -> String {
    match Error::from(error) {
        Error::Timeout(_) => format!("the download broke off after {received}: nothing more came"),
        // Between the network and the unpacking, an end that came too early keeps no more than its words.
        Error::Decompress(_, error) if error.to_string().contains("disconnected") => {
            format!("the download broke off after {received}")
        }
        Error::Decompress(..) => "it is packed with gzip, and damaged or cut off".into(),
        Error::Io(error) if is_end(error.kind()) => {
            format!("the download broke off after {received}")
        }
        Error::Io(error) => format!(
            "the download broke off after {received}: {}",
            crate::disk::plain(&error)
        ),
        _ => format!("the download is garbled after {received}"),
    }
}

fn of_the_connection(error: &io::Error, host: &str) -> String {
    let text = error.to_string();
    if text.contains("failed to lookup address") {
        // Without a network no name is known; the name may be right.
        return if text.contains("emporary failure") {
            format!("no connection: the name {host} cannot be looked up")
        } else {
            unknown_name(host)
        };
    }
    match error.kind() {
        ErrorKind::ConnectionRefused => {
            format!("no connection: nothing answers at {host}")
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            "no connection: the network does not lead there".into()
        }
        ErrorKind::TimedOut => "no connection in time".into(),
        ErrorKind::InvalidData => of_the_encryption(&text),
        kind if is_end(kind) => "the server broke off the connection".into(),
        _ => format!("no connection: {}", crate::disk::plain(error)),
    }
}

fn is_end(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
    )
}

fn unknown_name(host: &str) -> String {
    format!("no connection: the name {host} is not known")
}

fn of_the_proxy(why: &str) -> String {
    match why.rsplit('/').next().and_then(|code| code.parse().ok()) {
        Some(407_u16) => "no connection: the proxy wants a password".into(),
        Some(code) => format!("no connection: the proxy refuses it ({code})"),
        None => "no connection: the proxy does not answer".into(),
    }
}

/// The library's words are for those who know TLS; the commonest get others.
fn of_the_encryption(why: &str) -> String {
    let meaning = [
        ("UnknownIssuer", "nobody vouches for its certificate"),
        ("CaUsedAsEndEntity", "nobody vouches for its certificate"),
        ("xpired", "its certificate has expired"),
        ("not valid yet", "its certificate is not valid yet"),
        ("NotValidYet", "its certificate is not valid yet"),
        ("not valid for name", "its certificate is for another name"),
        ("NotValidForName", "its certificate is for another name"),
        ("InvalidContentType", "what answers there speaks no https"),
    ];
    let known = meaning.iter().find(|(sign, _)| why.contains(sign));
    let why = known.map_or(
        "the server and fomo find no encryption that both trust",
        |(_, meaning)| meaning,
    );
    format!("no safe connection: {why}")
}
