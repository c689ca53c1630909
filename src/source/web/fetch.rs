//! One download, watched over.
//!
//! A thread of its own asks and reads, and may hang wherever the network does: in a name server, a connection, a
//! server that says nothing. The caller sees what comes and decides how long it waits. When it has enough, it goes;
//! the thread ends at its next word, or at its own limits.

use std::{
    io::Read as _,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    Answer, Copy, Download, Limits, Progress, Url, Validators,
    ask::{self, Asked},
    said::{size, wait},
    trouble,
};

/// How often the caller looks up while nothing comes.
const TICK: Duration = Duration::from_millis(50);

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// What the thread says.
enum Word {
    /// The answer begins: how much is to come, if that is known, and the names of this version.
    Begins(Option<u64>, Validators),
    /// A piece of it.
    Piece(Vec<u8>),
    /// That was all.
    Ends,
    /// What is known is current.
    Current(Validators),
    /// A sentence.
    Fails(String),
}

pub(super) fn fetch(
    url: &Url,
    known: Option<&Copy>,
    limits: Limits,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Answer, String> {
    // Few words wait at a time: what is not wanted any more is not read either.
    let (sender, words) = mpsc::sync_channel(4);
    let (asked, validators) = (url.clone(), known.map(|copy| copy.validators.clone()));
    thread::Builder::new()
        .name("download".into())
        .spawn(move || ask_and_read(&asked, validators.as_ref(), limits, &sender))
        .map_err(|error| format!("no thread for the download: {}", crate::disk::plain(&error)))?;
    let mut watch = Watch::new(limits);
    let download = loop {
        if cancel.load(Ordering::Relaxed) {
            return Err("given up".into());
        }
        progress(watch.progress());
        match watch.next(&words)? {
            Some(Word::Fails(why)) => return Err(why),
            Some(Word::Current(validators)) => return Ok(Answer::Same(validators)),
            Some(Word::Ends) => break watch.download,
            _ => {}
        }
    };
    Ok(match known {
        Some(copy) if copy.bytes == download.bytes => Answer::Same(download.validators),
        _ => Answer::New(download),
    })
}

/// The caller's side: what came, and when.
struct Watch {
    limits: Limits,
    started: Instant,
    begun: Option<Instant>,
    expected: Option<u64>,
    download: Download,
}

impl Watch {
    fn new(limits: Limits) -> Self {
        Self {
            limits,
            started: Instant::now(),
            begun: None,
            expected: None,
            download: Download::default(),
        }
    }

    fn progress(&self) -> Progress {
        Progress {
            received: self.download.bytes.len() as u64,
            expected: self.expected,
        }
    }

    /// Takes in the next word, or `None` if none comes for a while.
    fn next(&mut self, words: &Receiver<Word>) -> Result<Option<Word>, String> {
        let mut word = match words.recv_timeout(TICK) {
            Ok(word) => word,
            Err(RecvTimeoutError::Timeout) => return self.check_the_clock().map(|()| None),
            Err(RecvTimeoutError::Disconnected) => {
                return Err("the download came to nothing".into());
            }
        };
        match &mut word {
            Word::Begins(expected, validators) => {
                self.begun = Some(Instant::now());
                self.expected = *expected;
                self.download.validators = std::mem::take(validators);
                self.check_size(expected.unwrap_or(0))?;
            }
            Word::Piece(piece) => {
                let sum = self.download.bytes.len().saturating_add(piece.len());
                // Before memory is taken for it.
                self.check_size(sum as u64)?;
                self.download.bytes.append(piece);
                self.check_the_clock()?;
            }
            Word::Ends | Word::Current(_) | Word::Fails(_) => {}
        }
        Ok(Some(word))
    }

    fn check_size(&self, bytes: u64) -> Result<(), String> {
        let largest = self.limits.largest;
        if bytes > largest {
            let largest = largest / (1024 * 1024);
            return Err(format!(
                "it is larger than {largest} MB; that is no schedule"
            ));
        }
        Ok(())
    }

    fn check_the_clock(&self) -> Result<(), String> {
        let received = self.download.bytes.len() as u64;
        let total = self.limits.total;
        if self.started.elapsed() >= total {
            return Err(match self.begun {
                None => format!("no answer within {}", wait(total)),
                Some(_) => format!(
                    "the download takes too long: {} in {}",
                    of(received, self.expected),
                    wait(total)
                ),
            });
        }
        let Some(passed) = self.begun.map(|begun| begun.elapsed()) else {
            return Ok(());
        };
        let least = u128::from(self.limits.slowest) * passed.as_millis() / 1000;
        if passed >= self.limits.patience && u128::from(received) < least {
            return Err(format!(
                "the server is too slow: {} in {}",
                size(received),
                wait(passed)
            ));
        }
        Ok(())
    }
}

/// The thread's side. Where nobody listens any more, it ends.
fn ask_and_read(url: &Url, known: Option<&Validators>, limits: Limits, out: &SyncSender<Word>) {
    let word = match ask::ask(url, known, limits) {
        Ok(Asked::Current(validators)) => Word::Current(validators),
        Ok(Asked::Content(body, validators)) => match read(*body, validators, out) {
            Ok(()) => Word::Ends,
            Err(why) => Word::Fails(why),
        },
        Err(why) => Word::Fails(why),
    };
    // An error means that the caller has gone.
    let _ = out.send(word);
}

fn read(body: ureq::Body, validators: Validators, out: &SyncSender<Word>) -> Result<(), String> {
    let expected = body.content_length();
    let gone = |_| "nobody waits for it any more".to_owned();
    out.send(Word::Begins(expected, validators)).map_err(gone)?;
    // The reader unpacks: what is counted is what takes memory.
    let mut reader = body.into_reader();
    let mut received = 0_u64;
    loop {
        let mut piece = vec![0; CHUNK];
        let length = reader
            .read(&mut piece)
            .map_err(|error| trouble::with_body(error, &of(received, expected)))?;
        if length == 0 {
            return Ok(());
        }
        piece.truncate(length);
        received = received.saturating_add(length as u64);
        out.send(Word::Piece(piece)).map_err(gone)?;
    }
}

/// `1.2 MB of 3.0 MB`.
fn of(received: u64, expected: Option<u64>) -> String {
    match expected {
        Some(expected) => format!("{} of {}", size(received), size(expected)),
        None => size(received),
    }
}
