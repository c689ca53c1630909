//! The terminal's life and death.
//!
//! [`Terminal::open`] takes the terminal over, [`Terminal::wait`] says what happened, and
//! [`Terminal::draw`] shows a frame; however the program ends - by leaving, by a signal, by a
//! panic in any thread - the terminal is as it was. The input and the screen are our own: a
//! stalled link, half an escape sequence or a terminal that is gone must neither block nor spin.

mod abilities;
mod clipboard;
mod keys;
mod life;
mod links;
pub mod names;
mod notice;
mod paint;
mod panic;
mod signals;
mod tty;

use life::{Life, Modes};
use paint::{Heard, Look, Painter};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use std::fmt;
use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tty::Tty;

use super::geometry::Area;
use crate::{
    config::Protocol,
    tui::{app::Clipboard, theme::Depth},
};

pub use abilities::Abilities;
pub use keys::{Decoder, Encoding, Pending};

/// A lone ESC is the Esc key if nothing follows within that time: links deliver a key in parts.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(50);
/// How long the rest of a sequence is waited for.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(500);
/// How long a paste may pause; what came after it would be taken for keys.
const PASTE_PATIENCE: Duration = Duration::from_secs(5);
/// Less than this in one read is typed rather than pasted.
const LEAST_OF_PASTE: usize = 16;
const CTRL_C: &[u8] = b"\x03";
/// Read at once.
const CHUNK: usize = 16 * 1024;
/// Read before the program gets its turn.
const BATCH: usize = 1 << 20;
/// So much in one read means that more is on its way: the device holds 4 KiB at most.
const CROWDED: usize = 2048;
/// How long more is waited for then.
const CROWD_PATIENCE: Duration = Duration::from_millis(2);

/// What is wanted from the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How many colours it has, or shall have.
    pub depth: Depth,
    /// The mouse reports to us, which takes its selecting of text away.
    pub mouse: bool,
    /// What the terminal does with the sequences that not all know.
    pub abilities: Abilities,
    /// What typed bytes mean.
    pub encoding: Encoding,
    /// It is asked how wide it draws symbols about which terminals disagree, if it is able to answer. Nothing waits for that.
    pub asks: bool,
}

/// Cells that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The cells.
    pub area: Area,
    /// Where they lead.
    pub url: String,
}

/// The terminal's cursor: where text is typed, or, hidden, at what is selected, since those who listen to a screen or enlarge
/// it are led by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// It is to be seen.
    pub shown: bool,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A key was pressed, or repeated. Releases are not reported.
    Key(KeyEvent),
    /// A text was pasted, of at most 64 KiB and as it came: it may contain control characters.
    Paste(String),
    /// The mouse reports.
    Mouse(MouseEvent),
    /// The window has that many columns and rows now, and its content is lost.
    Resized(u16, u16),
    /// We were stopped and continue: everything has to be drawn, possibly in another size.
    Resumed,
    /// A [`Waker`] was used.
    Woken,
    /// The terminal has said that it draws some symbols wider than they are laid out; from the next frame on, they have a shape that
    /// fits.
    Learnt {
        /// Signs such as `…` and `│` are among them, so that nothing is where it should be.
        wide_signs: bool,
    },
    /// The terminal is gone: leave at once, with exit code 129.
    Closed,
}

/// The terminal; dropping it restores what was found, so drop it before `std::process::exit`.
/// Open it once in a process: signals and panics are its business until the end.
pub struct Terminal {
    life: Arc<Life>,
    /// The other end of the bell that other threads ring.
    bell: UnixStream,
    decoder: Decoder,
    /// When an unfinished sequence is given up.
    patience: Option<Instant>,
    painter: Painter,
    through_screen: bool,
    /// There is one that would take a text.
    clipboard: bool,
}

impl Terminal {
    /// Takes the terminal over: raw mode, signal handlers and the panic hook now, the alternate
    /// screen with the first frame. The error says it clearly if there is no terminal.
    pub fn open(options: Options) -> io::Result<Self> {
        let tty = Tty::open()?;
        // Before signals are caught, so that a waiting background job can be killed as any.
        tty.await_foreground();
        let (bell, ringer) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        ringer.set_nonblocking(true)?;
        let life = Arc::new(Life::new(tty, options, ringer));
        signals::watch(Arc::clone(&life))?;
        panic::install(Arc::clone(&life));
        life.begin()?;
        let mut painter = Painter::new(Look {
            depth: options.depth,
            synchronized: options.abilities.recent,
            moves: options.abilities.moves,
            links: options.abilities.links,
            italics: options.abilities.italics,
        });
        if options.asks && options.abilities.recent && options.abilities.near {
            painter.ask();
        }
        Ok(Self {
            life,
            bell,
            decoder: Decoder::new(options.encoding),
            patience: None,
            painter,
            through_screen: options.abilities.through_screen,
            clipboard: options.abilities.clipboard != Clipboard::Missing,
        })
    }

    /// Columns and rows, asked of the terminal; 80 and 24 if it does not know.
    pub fn size(&self) -> (u16, u16) {
        self.life.tty.size()
    }

    /// Blocks until something happened or the time-out passed (then the list is empty). All that
    /// is there comes at once, so that a held key costs one frame and not two hundred.
    pub fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Vec<Input>> {
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let mut inputs = Vec::new();
        loop {
            let until = [deadline, self.patience].into_iter().flatten().min();
            let left = until.map(|at| at.saturating_duration_since(Instant::now()));
            let ready = self.life.tty.wait(&self.bell, left)?;
            let mut closed = ready.gone;
            if ready.input {
                closed |= !self.read(&mut inputs);
            } else if self.patience.is_some_and(|at| at <= Instant::now()) {
                self.patience = None;
                self.decoder.timeout(&mut inputs);
            }
            if ready.other {
                self.answer(&mut inputs);
            }
            if closed {
                inputs.push(Input::Closed);
            }
            if !inputs.is_empty() || deadline.is_some_and(|at| at <= Instant::now()) {
                return Ok(inputs);
            }
        }
    }

    /// Reads and decodes what is there; `false` if the terminal is gone.
    fn read(&mut self, inputs: &mut Vec<Input>) -> bool {
        let mut chunk = [0; CHUNK];
        let mut total = 0;
        let open = loop {
            match self.life.tty.read(&mut chunk) {
                Ok(Some(count)) => {
                    let bytes = chunk.get(..count).unwrap_or_default();
                    if bytes == CTRL_C && self.decoder.pending() == Pending::Paste {
                        // Nobody pastes that alone: the end of the paste was lost, and somebody wants to get out.
                        self.decoder.timeout(inputs);
                    }
                    self.decoder.feed(bytes, inputs);
                    total += count;
                    if total >= BATCH {
                        break true;
                    }
                }
                Ok(None) if total >= CROWDED => {
                    match self.life.tty.wait(&self.bell, Some(CROWD_PATIENCE)) {
                        Ok(ready) if ready.input => {}
                        _ => break true,
                    }
                }
                Ok(None) => break true,
                Err(_) => break false,
            }
        };
        let patience = match self.decoder.pending() {
            Pending::Nothing => None,
            Pending::Escape => Some(ESCAPE_PATIENCE),
            Pending::Sequence => Some(SEQUENCE_PATIENCE),
            Pending::Paste => Some(PASTE_PATIENCE),
        };
        let end = patience.and_then(|patience| Instant::now().checked_add(patience));
        // A paste whose end was lost must not last as long as somebody goes on typing.
        let typed = patience == Some(PASTE_PATIENCE) && total < LEAST_OF_PASTE;
        self.patience = self.patience.filter(|_| typed).or(end);
        self.learn(inputs);
        open
    }

    /// Takes the answers to what the terminal was asked.
    fn learn(&mut self, inputs: &mut Vec<Input>) {
        let cursors = self.decoder.take_cursors();
        if cursors.is_empty() {
            return;
        }
        let heard: Vec<Heard> = cursors
            .into_iter()
            .map(|cursor| self.painter.hear(cursor))
            .collect();
        let due = self.painter.answers_due();
        self.life.lock().hear(due);
        let wide_signs = heard.contains(&Heard::WideSigns);
        if wide_signs || heard.contains(&Heard::Shapes) {
            inputs.push(Input::Learnt { wide_signs });
        }
    }

    /// Takes the news of the other threads.
    fn answer(&mut self, inputs: &mut Vec<Input>) {
        let mut rings = [0; 64];
        while (&self.bell).read(&mut rings).is_ok_and(|count| count > 0) {}
        let news = &self.life.news;
        if news.resumed.swap(false, Ordering::SeqCst) {
            if news.unmarked.swap(false, Ordering::SeqCst) {
                self.life.lock().doubt();
            }
            inputs.push(Input::Resumed);
        }
        if news.resized.swap(false, Ordering::SeqCst) {
            // Shrunk and grown again, the size is the same, but what was cut off is lost.
            self.life.lock().unknown = true;
            let (columns, rows) = self.size();
            inputs.push(Input::Resized(columns, rows));
        }
        if news.woken.swap(false, Ordering::SeqCst) {
            inputs.push(Input::Woken);
        }
    }

    /// Shows the frame with its links, by writing once what differs from the one before; nothing is
    /// written if nothing does. Waits for a terminal that is slow, and fails if it is gone.
    pub fn draw(&mut self, frame: &Buffer, links: &[Link]) -> io::Result<()> {
        let mut screen = self.life.lock();
        if !screen.active {
            // Stopped, and not yet continued: `Input::Resumed` is on its way.
            return Ok(());
        }
        if std::mem::take(&mut screen.unknown) {
            self.painter.forget();
        }
        let mut bytes = Vec::new();
        if screen.modes != Modes::Ours {
            screen.modes = Modes::Ours;
            bytes.extend(self.life.greeting());
            self.painter.forget();
        }
        let due = self.painter.answers_due();
        self.painter.paint(frame, links, &mut bytes);
        let written = self.life.write(&bytes);
        if due == 0 {
            screen.ask(self.painter.answers_due());
        }
        written
    }

    /// Forgets what is on the screen, so that the next frame is drawn whole.
    pub fn redraw_all(&mut self) {
        self.painter.forget();
    }

    /// Puts the cursor there with the next frame, shown or hidden; without a place, it is hidden anywhere.
    pub fn cursor(&mut self, cursor: Option<Cursor>) {
        self.painter.cursor(cursor);
    }

    /// Lets the mouse report to us, or to nobody, so that it selects text.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        let screen = self.life.lock();
        let bytes = self.life.want_mouse(on);
        if !screen.active || screen.modes != Modes::Ours {
            // The next frame sets all modes.
            return Ok(());
        }
        self.life.write(bytes)
    }

    /// Puts the text, of which at most 64 KiB are taken, into the clipboard of the terminal, if
    /// it lets us: there is no answer.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let screen = self.life.lock();
        if !screen.active {
            return Ok(());
        }
        if !self.clipboard {
            return Ok(());
        }
        let bytes = clipboard::sequence(text, self.through_screen);
        self.life.write(&bytes)
    }

    /// Rings the bell and shows a notification of the desktop, as far as that is wanted; whether anybody hears it, nobody
    /// knows.
    pub fn notify(
        &mut self,
        bell: bool,
        protocol: Option<Protocol>,
        title: &str,
        body: &str,
    ) -> io::Result<()> {
        let bytes = notice::sequence(bell, protocol, title, body);
        let screen = self.life.lock();
        if bytes.is_empty() || !screen.active {
            return Ok(());
        }
        self.life.write(&bytes)
    }

    /// Gives the terminal back and stops, as Ctrl-Z does; afterwards comes [`Input::Resumed`].
    /// Says `false`, and does nothing, if no shell could continue us.
    pub fn suspend(&mut self) -> io::Result<bool> {
        self.life.stop()
    }

    /// What wakes [`Terminal::wait`] from other threads.
    pub fn waker(&self) -> Waker {
        Waker(Arc::clone(&self.life))
    }

    /// Restores what was found.
    pub fn close(self) {
        drop(self);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.life.end();
    }
}

impl fmt::Debug for Terminal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Terminal")
            .field("size", &self.size())
            .finish_non_exhaustive()
    }
}

/// Wakes the main thread from another one.
#[derive(Clone, Debug)]
pub struct Waker(Arc<Life>);

impl Waker {
    /// Makes [`Terminal::wait`] return with [`Input::Woken`].
    pub fn wake(&self) {
        self.0.news.woken.store(true, Ordering::SeqCst);
        self.0.ring();
    }
}
