//! The commands with a URL, the copy that they leave, and what becomes of it.

use std::{
    fs,
    sync::{Arc, Mutex, mpsc},
};

use portable_pty::CommandBuilder;

use crate::{
    Home, assert_refused, assert_shows,
    httpd::{Httpd, Play, packed},
    pty::Session,
    schedule,
};

fn plain(title: &str) -> Play {
    Play::Content(schedule(title), Vec::new())
}

#[test]
fn every_command_opens_a_url() {
    let server = Httpd::playing(plain("Opening"));
    let home = Home::new();
    let url = &server.url("/");
    assert_shows(&home.fomo(&["list", url]), "Opening", "");
    assert_shows(&home.fomo(&["list", url, "open"]), "Opening", "");
    let at = "2024-07-27T09:01";
    assert_shows(&home.fomo(&["now", url, "--at", at]), "Opening", "");
    assert_shows(
        &home.fomo(&["check", url, "--level", "error"]),
        &format!("{url}:"),
        "",
    );
    assert_shows(&home.fomo(&[url, "--print", "80x24"]), "Opening", "");
    let asked = &server.requests()[0];
    let agent = format!("fomo/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(asked.header("user-agent"), Some(agent.as_str()));
    assert!(
        asked
            .header("accept")
            .unwrap()
            .starts_with("application/json")
    );
    assert_eq!(asked.header("if-none-match"), None);
}

#[test]
fn what_is_known_is_not_sent_again() {
    let date = "Sat, 27 Jul 2024 09:00:00 GMT";
    let cases = [
        (
            Play::Tagged(schedule("Opening"), "\"v1\""),
            "if-none-match",
            "\"v1\"",
        ),
        (
            Play::Dated(schedule("Opening"), date),
            "if-modified-since",
            date,
        ),
    ];
    for (play, header, value) in cases {
        let server = Httpd::playing(play);
        let home = Home::new();
        let url = &server.url("/");
        assert_shows(&home.fomo(&["list", url]), "Opening", "");
        let kept = home.copies();
        assert_eq!(kept.len(), 1);
        home.age_copies(48);
        assert_shows(&home.fomo(&["list", url]), "Opening", "");
        assert_eq!(server.requests()[1].header(header), Some(value));
        assert_eq!(home.copies(), kept);
        // The copy was current a moment ago, and not two days.
        server.play("/", Play::Status(500));
        let ran = home.fomo(&["list", url]);
        let note =
            "the server answers 500 (the server has trouble); showing the copy of a moment ago";
        assert_shows(&ran, "Opening", &format!("note: {url}: {note}\n"));
    }
}

#[test]
fn a_server_that_always_sends_everything_is_asked_and_its_content_compared() {
    let tag = |tag: &str| Play::Content(schedule("Opening"), vec![("ETag", tag.to_owned())]);
    let server = Httpd::playing(tag("\"1\""));
    let home = Home::new();
    let url = &server.url("/");
    home.fomo(&["list", url]);
    server.play("/", tag("\"2\""));
    assert_shows(&home.fomo(&["list", url]), "Opening", "");
    // Its new name for the same content is the one to ask by.
    assert_shows(&home.fomo(&["list", url]), "Opening", "");
    let asked: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("if-none-match").map(str::to_owned))
        .collect();
    assert_eq!(asked, [None, Some("\"1\"".into()), Some("\"2\"".into())]);
}

#[test]
fn what_is_new_is_shown_and_kept() {
    let server = Httpd::playing(Play::Tagged(schedule("Old"), "\"old\""));
    let home = Home::new();
    let url = &server.url("/");
    home.fomo(&["list", url]);
    server.play("/", Play::Tagged(schedule("New"), "\"new\""));
    assert_shows(&home.fomo(&["list", url]), "New", "");
    assert_shows(&home.fomo(&["list", url, "--offline"]), "New", "");
    // The copy, and what it replaced.
    let copies = home.copies();
    let says = |bytes: &[u8], title| bytes.windows(3).any(|part| part == title);
    assert_eq!(copies.len(), 2);
    assert!(says(&copies[0].1, b"New") && says(&copies[1].1, b"Old"));
}

#[test]
fn offline_means_no_connection() {
    let server = Httpd::playing(plain("Opening"));
    let home = Home::new();
    let url = &server.url("/");
    let error = format!("{url} is not in the cache; run it once without --offline");
    assert_refused(&home.fomo(&["list", url, "--offline"]), &error);
    assert_eq!(server.connections(), 0);
    home.fomo(&["list", url]);
    let before = server.connections();
    for args in [
        &["list", url, "--offline"][..],
        &["--offline", url, "--print", "80x24"],
    ] {
        assert_shows(&home.fomo(args), "Opening", "");
    }
    assert_eq!(server.connections(), before);
}

/// What goes wrong, and the sentence for it behind the address.
type Trouble = (&'static str, Play, String);

fn troubles(server: &Httpd) -> Vec<Trouble> {
    [of_the_content(), of_the_server(server)].concat()
}

fn of_the_content() -> Vec<Trouble> {
    let headers = |name, value: &str| vec![(name, value.to_owned())];
    let broken = packed(&schedule("Packed"));
    let half = broken[..broken.len() / 2].to_vec();
    vec![
        (
            "a body cut off",
            Play::Content(
                b"{\"format\"".to_vec(),
                headers("Content-Length", "3000000"),
            ),
            "the download broke off after 9 bytes of 3.0 MB".into(),
        ),
        (
            "a length out of this world",
            Play::Content(
                b"{}".to_vec(),
                headers("Content-Length", "1152921504606846976"),
            ),
            "it is larger than 32 MB; that is no schedule".into(),
        ),
        (
            "no gzip",
            Play::Content(schedule("x"), headers("Content-Encoding", "gzip")),
            "it is packed with gzip, and damaged or cut off".into(),
        ),
        (
            "half a gzip",
            Play::Content(half, headers("Content-Encoding", "gzip")),
            "it is packed with gzip, and damaged or cut off".into(),
        ),
        (
            "packed in a way that nobody knows",
            Play::Content(schedule("x"), headers("Content-Encoding", "br")),
            "the server packs it in a way that nobody asked for".into(),
        ),
        (
            "the login of a network",
            Play::Content(b"<!doctype html><form>".to_vec(), Vec::new()),
            "this is an HTML page, not a schedule; the page may lead to a file that is one"
                .to_owned(),
        ),
        (
            "JSON that is no schedule",
            Play::Content(b"{\"ok\": 1}".to_vec(), Vec::new()),
            "this is a JSON object with the key “ok” – no schedule that fomo knows".to_owned(),
        ),
        (
            "JSON cut off",
            Play::Raw(
                [
                    &b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"[..],
                    &schedule("x")[..60],
                ]
                .concat(),
            ),
            String::new(),
        ),
        (
            "nothing in it",
            Play::Content(Vec::new(), Vec::new()),
            "the file is empty".into(),
        ),
    ]
}

fn of_the_server(server: &Httpd) -> Vec<Trouble> {
    vec![
        (
            "404",
            Play::Status(404),
            "the server answers 404 (not found)".into(),
        ),
        (
            "500",
            Play::Status(500),
            "the server answers 500 (the server has trouble)".into(),
        ),
        (
            "204",
            Play::Status(204),
            "the server answers 204 (no content)".into(),
        ),
        (
            "a redirect to a file",
            Play::Redirect("file:///etc/passwd".into()),
            "it redirects to file:///etc/passwd, and only http and https are opened".into(),
        ),
        (
            "a redirect that would be obeyed by a terminal",
            Play::Redirect("data:\u{9b}31m".into()),
            "it redirects to data:, and only http and https are opened".into(),
        ),
        (
            "a redirect loop",
            Play::Redirect("/".into()),
            "it redirects more than 5 times; that leads nowhere".into(),
        ),
        (
            "a redirect to nowhere",
            Play::Redirect("/gone".into()),
            "the server answers 404 (not found)".into(),
        ),
        (
            "no HTTP",
            Play::Raw(b"SSH-2.0-x\r\n\r\n".to_vec()),
            "what answers there speaks no HTTP".into(),
        ),
        (
            "nothing",
            Play::Raw(Vec::new()),
            "the server broke off the connection".into(),
        ),
        (
            "a redirect without an address",
            Play::Raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n".to_vec()),
            "the server sends to another address and does not say to which".into(),
        ),
        (
            "another server that is not there",
            Play::Redirect(format!("http://127.0.0.1:{}/", free_port(server))),
            "no connection: nothing answers at 127.0.0.1".into(),
        ),
    ]
}

/// A port on which nobody listens.
fn free_port(server: &Httpd) -> u16 {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    assert_ne!(port, server.port());
    port
}

#[test]
fn whatever_goes_wrong_is_one_error_without_a_copy_and_one_note_with_one() {
    let server = Httpd::playing(Play::Status(404));
    let home = Home::new();
    for (number, (name, play, why)) in troubles(&server).into_iter().enumerate() {
        let path = format!("/{number}");
        let url = server.url(&path);
        let play = match play {
            Play::Redirect(to) if to == "/" => Play::Redirect(path.clone()),
            other => other,
        };
        server.play(&path, play.clone());
        let ran = home.fomo(&["list", &url]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}: {ran:?}");
        // A place in the file stands right behind the address.
        let error = ran
            .err
            .strip_prefix(&format!("error: {url}:"))
            .unwrap_or_else(|| panic!("{name}: {ran:?}"));
        assert!(error.ends_with(&format!("{why}\n")), "{name}: {ran:?}");
        assert_eq!(error.lines().count(), 1, "{name}: {ran:?}");
        assert_eq!(home.copies(), [], "{name}");

        server.play(&path, plain("Opening"));
        home.fomo(&["list", &url]);
        home.age_copies(2);
        let good = home.copies();
        server.play(&path, play);
        let ran = home.fomo(&["list", &url]);
        let note = format!(
            "note: {url}:{}; showing the copy of 2 h ago\n",
            error.trim_end()
        );
        assert_shows(&ran, "Opening", &note);
        assert_eq!(home.copies(), good, "{name}");
        let ran = home.fomo(&["list", &url, "--offline"]);
        assert_shows(&ran, "Opening", "");
        fs::remove_dir_all(home.cache()).unwrap();
    }
}

#[test]
fn what_is_packed_is_unpacked() {
    let gzip = vec![("Content-Encoding", "gzip".to_owned())];
    let server = Httpd::playing(Play::Content(packed(&schedule("Packed")), gzip));
    let home = Home::new();
    assert_shows(&home.fomo(&["list", &server.url("/")]), "Packed", "");
    assert_eq!(server.requests()[0].header("accept-encoding"), Some("gzip"));
}

#[test]
fn redirects_are_followed_and_the_copy_belongs_to_what_was_asked_for() {
    let server = Httpd::playing(Play::Redirect("a/b?x=1".into()));
    server.play("/a/b", Play::Redirect("../c".into()));
    server.play("/c", plain("Moved"));
    let home = Home::new();
    let url = server.url("/");
    assert_shows(&home.fomo(&["list", &url]), "Moved", "");
    let paths: Vec<String> = server
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(paths, ["/", "/a/b?x=1", "/c"]);
    assert_shows(&home.fomo(&["list", &url, "--offline"]), "Moved", "");
}

#[test]
fn a_password_goes_to_its_server_and_nowhere_else() {
    let server = Httpd::playing(plain("Secret"));
    let home = Home::new();
    let url = format!("http://ann:s3cret@127.0.0.1:{}/", server.port());
    assert_shows(&home.fomo(&["list", &url]), "Secret", "");
    let sent = server.requests()[0]
        .header("authorization")
        .unwrap()
        .to_owned();
    assert!(sent.starts_with("Basic "), "{sent}");
    let other = Httpd::playing(plain("Other"));
    server.play("/", Play::Redirect(other.url("/")));
    home.fomo(&["list", &url]);
    assert_eq!(other.requests()[0].header("authorization"), None);
    for play in [Play::Status(401), Play::Content(b"x".to_vec(), Vec::new())] {
        server.play("/", play);
        let ran = home.fomo(&["list", &url]);
        assert!(
            ran.err.contains(&server.url("/")) && !ran.err.contains("s3cret"),
            "{ran:?}"
        );
        let ran = home.fomo(&["check", &url]);
        assert!(
            !ran.out.contains("s3cret") && !ran.err.contains("s3cret"),
            "{ran:?}"
        );
    }
    for (_, bytes) in home.copies() {
        assert!(!String::from_utf8(bytes).unwrap().contains("s3cret"));
    }
}

#[test]
fn a_place_that_cannot_be_written_stops_nobody() {
    let server = Httpd::playing(plain("Opening"));
    let home = Home::new();
    home.file("cache", "a file where a directory should be");
    let ran = home.fomo(&["list", &server.url("/")]);
    assert!(
        ran.err
            .starts_with("note: no copy is kept for a time without network: "),
        "{ran:?}"
    );
    assert_eq!((ran.code, ran.err.lines().count()), (0, 1));
    assert!(ran.out.contains("Opening"));
}

#[test]
fn a_copy_that_cannot_be_read_is_no_comfort() {
    let server = Httpd::playing(plain("Opening"));
    let home = Home::new();
    let url = &server.url("/");
    home.fomo(&["list", url]);
    server.play("/", Play::Status(503));
    let why = "this is not an iCalendar file";
    let offline = home.fomo(&["list", url, "--offline", "--input-format", "ical"]);
    assert!(
        offline.code == 2 && offline.err.contains(why),
        "{offline:?}"
    );
    let ran = home.fomo(&["list", url, "--input-format", "ical"]);
    let why = "the server answers 503 (out of service; try again later)";
    assert_refused(&ran, &format!("{url}: {why}"));
}

#[test]
fn a_damaged_copy_is_as_none() {
    let server = Httpd::playing(Play::Tagged(schedule("Opening"), "\"1\""));
    let home = Home::new();
    let url = &server.url("/");
    home.fomo(&["list", url]);
    let (path, bytes) = home.copies().remove(0);
    fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    assert_eq!(home.fomo(&["list", url, "--offline"]).code, 2);
    assert_shows(&home.fomo(&["list", url]), "Opening", "");
    assert_eq!(server.requests()[1].header("if-none-match"), None);
    assert_shows(&home.fomo(&["list", url, "--offline"]), "Opening", "");
}

#[test]
fn https_is_opened_only_where_somebody_vouches_for_the_server() {
    let server = Httpd::safe(certificate(), plain("Safe"));
    let home = Home::new();
    let url = &server.url("/");
    let why = "no safe connection: nobody vouches for its certificate";
    assert_refused(&home.fomo(&["list", url]), &format!("{url}: {why}"));
    let trusted = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/web/certificate.pem"
    );
    let ran = home.fomo_with(&["list", url], &[("SSL_CERT_FILE", trusted)]);
    assert_shows(&ran, "Safe", "");
    let open = Httpd::playing(plain("Open"));
    server.play("/", Play::Redirect(open.url("/")));
    let ran = home.fomo_with(&["list", url], &[("SSL_CERT_FILE", trusted)]);
    assert!(
        ran.err
            .contains("it redirects from https to http://127.0.0.1"),
        "{ran:?}"
    );
    assert_eq!(open.connections(), 0);
}

#[test]
fn a_proxy_is_asked_and_not_taken_for_the_server() {
    let proxy = Httpd::playing(Play::Status(404));
    proxy.play("schedule.invalid:80", Play::Status(407));
    let home = Home::new();
    let url = "http://schedule.invalid/";
    let through = format!("http://127.0.0.1:{}", proxy.port());
    let ran = home.fomo_with(&["list", url], &[("HTTP_PROXY", &through)]);
    assert_refused(
        &ran,
        &format!("{url}: no connection: the proxy wants a password"),
    );
    let through = format!("http://ann:s3cret@127.0.0.1:{}", free_port(&proxy));
    let ran = home.fomo_with(&["list", url], &[("HTTP_PROXY", &through)]);
    let why = "no connection: nothing answers at 127.0.0.1 (the proxy)";
    assert_refused(&ran, &format!("{url}: {why}"));
    // This machine is reached without one.
    let server = Httpd::playing(plain("Opening"));
    let ran = home.fomo_with(&["list", &server.url("/")], &[("HTTP_PROXY", &through)]);
    assert_shows(&ran, "Opening", "");
}

#[test]
fn who_waits_at_a_terminal_sees_that_it_goes_on_and_no_trace_of_it_later() {
    let (tell, word) = mpsc::channel();
    let server = Httpd::playing(Play::Late(
        schedule("Opening"),
        0,
        Arc::new(Mutex::new(word)),
    ));
    let home = Home::new();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fomo"));
    command.env_clear();
    command.env("HOME", home.0.path());
    command.args(["list", &server.url("/")]);
    let mut terminal = Session::spawn(command, 80, 24);
    terminal.wait_for("waiting for the server");
    tell.send(()).unwrap();
    terminal.wait_for("Opening");
    assert!(terminal.wait_exit().success());
    let screen = terminal.screen();
    assert!(!screen.contains("waiting"), "{screen}");
    assert!(screen.starts_with("Event · times in"), "{screen}");
}

/// A server's side of TLS with a certificate that it made itself.
fn certificate() -> Arc<rustls::ServerConfig> {
    use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/web");
    let certificate = CertificateDer::from_pem_file(format!("{folder}/certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(format!("{folder}/key.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    Arc::new(config)
}

/// It was said not to be there, and asking once more did not help anybody who knew better.
#[test]
fn a_copy_that_cannot_be_shown_is_said_to_be_there_and_why_not() {
    let server = Httpd::playing(plain("Opening"));
    let home = Home::new();
    let url = &server.url("/");
    assert_eq!(home.fomo(&["list", url]).code, 0);
    let (name, good) = home.copies().remove(0);
    let path = home.cache().join(name);
    let listed = || home.fomo(&["list", "--offline", url]);
    assert_eq!(listed().code, 0);
    std::fs::write(&path, &good[..good.len() - 1]).unwrap();
    let ran = listed();
    let why = format!(
        "error: the copy of {url} in the cache is damaged; run it once without --offline\n"
    );
    assert_eq!((ran.code, ran.err.as_str()), (2, why.as_str()));
    // As if an earlier version had kept more than is read by now.
    let text = String::from_utf8(good).unwrap();
    let at = text.find("\"length\":").unwrap() + "\"length\":".len();
    let (before, behind) = text.split_at(at);
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    std::fs::write(&path, format!("{before}99999999{behind}")).unwrap();
    let ran = listed();
    let why = format!(
        "error: the copy of {url} in the cache is larger than 32 MB; download the schedule, and open the file\n"
    );
    assert_eq!((ran.code, ran.err.as_str()), (2, why.as_str()));
}
