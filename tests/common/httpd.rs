//! A server on this machine that plays what servers do, the bad ones too.

use std::{
    collections::BTreeMap,
    io::{self, BufReader, Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex, mpsc::Receiver},
    thread,
    time::Duration,
};

use flate2::{Compression, write::GzEncoder};

/// What a path plays.
#[derive(Clone)]
pub(crate) enum Play {
    /// This content under 200, with these headers.
    Content(Vec<u8>, Vec<(&'static str, String)>),
    /// The same, or 304 for who knows this `ETag`.
    Tagged(Vec<u8>, &'static str),
    /// The same, or 304 for who knows this `Last-Modified`.
    Dated(Vec<u8>, &'static str),
    /// A status without content.
    Status(u16),
    /// Another address.
    Redirect(String),
    /// These bytes in place of an answer.
    Raw(Vec<u8>),
    /// A byte now and then, and no end.
    Drip,
    /// No answer at all.
    Hang,
    /// This content: so many bytes of it at once, the rest when the test says so. With none at once,
    /// the whole answer is late.
    Late(Vec<u8>, usize, Arc<Mutex<Receiver<()>>>),
    /// A gigabyte of blanks, packed.
    Bomb,
}

/// A question that came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) path: String,
    headers: BTreeMap<String, String>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

#[derive(Default)]
struct State {
    plays: BTreeMap<String, Play>,
    connections: usize,
    requests: Vec<Request>,
}

/// A running server. Its threads end with the test.
pub(crate) struct Httpd {
    port: u16,
    scheme: &'static str,
    state: Arc<Mutex<State>>,
}

impl Httpd {
    /// A server that plays this at `/`.
    pub(crate) fn playing(play: Play) -> Self {
        let server = Self::start(None);
        server.play("/", play);
        server
    }

    /// The same behind TLS.
    pub(crate) fn safe(config: Arc<rustls::ServerConfig>, play: Play) -> Self {
        let server = Self::start(Some(config));
        server.play("/", play);
        server
    }

    fn start(tls: Option<Arc<rustls::ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            scheme: if tls.is_some() { "https" } else { "http" },
            state: Arc::default(),
        };
        let state = server.state.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                state.lock().unwrap().connections += 1;
                let (state, tls) = (state.clone(), tls.clone());
                // That a client breaks off is its own affair.
                thread::spawn(move || match tls {
                    None => answer(stream, &state),
                    Some(tls) => {
                        let session = rustls::ServerConnection::new(tls).unwrap();
                        answer(rustls::StreamOwned::new(session, stream), &state)
                    }
                });
            }
        });
        server
    }

    /// From now on, a path plays this.
    pub(crate) fn play(&self, path: &str, play: Play) {
        let mut state = self.state.lock().unwrap();
        state.plays.insert(path.to_owned(), play);
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}://127.0.0.1:{}{path}", self.scheme, self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.state.lock().unwrap().requests.clone()
    }
}

fn answer(stream: impl Read + Write, state: &Mutex<State>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let request = read(&mut stream)?;
    let play = {
        let mut state = state.lock().unwrap();
        state.requests.push(request.clone());
        let path = request.path.split('?').next().unwrap().to_owned();
        state.plays.get(&path).cloned().unwrap_or(Play::Status(404))
    };
    let out = stream.get_mut();
    perform(play, &request, out)?;
    out.flush()
}

fn read(stream: &mut impl io::BufRead) -> io::Result<Request> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = BTreeMap::new();
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            return Ok(Request { path, headers });
        };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
}

fn perform(play: Play, request: &Request, out: &mut (impl Read + Write)) -> io::Result<()> {
    match play {
        Play::Content(body, headers) => content(out, &body, &headers),
        Play::Tagged(_, tag) if request.header("if-none-match") == Some(tag) => {
            head(out, 304, &[("ETag", tag.to_owned())])
        }
        Play::Tagged(body, tag) => content(out, &body, &[("ETag", tag.to_owned())]),
        Play::Dated(_, date) if request.header("if-modified-since") == Some(date) => {
            head(out, 304, &[])
        }
        Play::Dated(body, date) => content(out, &body, &[("Last-Modified", date.to_owned())]),
        Play::Status(code) => head(out, code, &[("Content-Length", "0".to_owned())]),
        Play::Redirect(to) => head(
            out,
            302,
            &[("Location", to), ("Content-Length", "0".to_owned())],
        ),
        Play::Raw(bytes) => out.write_all(&bytes),
        Play::Drip => {
            head(out, 200, &[("Content-Length", "1000000".to_owned())])?;
            loop {
                out.write_all(b" ")?;
                out.flush()?;
                thread::sleep(Duration::from_millis(5));
            }
        }
        Play::Hang => {
            // Until the other side has enough.
            let mut rest = [0; 1];
            out.read_exact(&mut rest)
        }
        Play::Late(body, at_once, word) => {
            let (now, later) = body.split_at(at_once);
            let length = [("Content-Length", body.len().to_string())];
            if at_once > 0 {
                head(out, 200, &length)?;
                out.write_all(now)?;
                out.flush()?;
            }
            // The test may have ended in the meantime.
            let _ = word.lock().unwrap().recv();
            if at_once == 0 {
                head(out, 200, &length)?;
            }
            out.write_all(later)
        }
        Play::Bomb => {
            head(out, 200, &[("Content-Encoding", "gzip".to_owned())])?;
            let mut packed = GzEncoder::new(out, Compression::fast());
            let blanks = vec![b' '; 1024 * 1024];
            for _ in 0..1024 {
                packed.write_all(&blanks)?;
            }
            packed.finish().map(drop)
        }
    }
}

fn content(out: &mut impl Write, body: &[u8], headers: &[(&str, String)]) -> io::Result<()> {
    let mut headers = headers.to_vec();
    if !headers.iter().any(|(name, _)| *name == "Content-Length") {
        headers.push(("Content-Length", body.len().to_string()));
    }
    head(out, 200, &headers)?;
    out.write_all(body)
}

fn head(out: &mut impl Write, code: u16, headers: &[(&str, String)]) -> io::Result<()> {
    // The words behind the code are the server's own: nobody should print them.
    write!(
        out,
        "HTTP/1.1 {code} \u{9b}31mevil\r\nConnection: close\r\n"
    )?;
    for (name, value) in headers {
        write!(out, "{name}: {value}\r\n")?;
    }
    write!(out, "\r\n")
}

/// Packed with gzip.
pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}
