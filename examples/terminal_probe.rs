//! A list in the terminal, for the tests of its life and death.
//!
//! j, k and the arrows move, `G` and `g` go to the ends, `p` and `P` panic here and in another
//! thread, `w` is woken by another thread, `y` copies, `m` takes the mouse and gives it back, `/` shows the cursor and Esc hides it,
//! Ctrl-Z stops, `q` and Ctrl-C leave.

use fomo::tui::terminal::names::key_name;
use fomo::tui::terminal::{Abilities, Cursor, Input, Options, Terminal};
use fomo::tui::theme::Depth;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use std::process::ExitCode;

/// The rows of the list, unless the first argument says another number.
const ROWS: usize = 60;

fn main() -> ExitCode {
    match run() {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("terminal_probe: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> std::io::Result<u8> {
    let rows = std::env::args()
        .nth(1)
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(ROWS);
    let mut terminal = Terminal::open(Options {
        depth: Depth::of(|name| std::env::var(name).ok()),
        abilities: Abilities {
            recent: std::env::var_os("TERM").is_none_or(|term| term != "linux"),
            near: true,
            moves: true,
            ..Abilities::default()
        },
        asks: true,
        ..Options::default()
    })?;
    let mut mouse = false;
    let mut list = List {
        marked: 0,
        top: 0,
        rows,
        note: String::new(),
    };
    loop {
        let frame = list.frame(terminal.size());
        if terminal.draw(&frame, &[]).is_err() {
            return Ok(129);
        }
        for input in terminal.wait(None)? {
            match input {
                Input::Key(key) => match key_name(&key).as_str() {
                    "q" | "<c-c>" => {
                        terminal.close();
                        return Ok(0);
                    }
                    "j" | "<down>" => list.marked += 1,
                    "k" | "<up>" => list.marked = list.marked.saturating_sub(1),
                    "<pgdn>" => list.marked += 10,
                    "<pgup>" => list.marked = list.marked.saturating_sub(10),
                    "G" => list.marked = rows,
                    "g" => list.marked = 0,
                    "p" => worker("of the main thread", false),
                    "P" => worker("of a worker", true),
                    "<c-z>" => {
                        terminal.suspend()?;
                    }
                    "w" => {
                        let waker = terminal.waker();
                        std::thread::spawn(move || waker.wake());
                    }
                    "y" => terminal.copy("a talk")?,
                    "/" => terminal.cursor(Some(Cursor {
                        x: 5,
                        y: 1,
                        shown: true,
                    })),
                    "m" => {
                        mouse = !mouse;
                        terminal.mouse(mouse)?;
                        list.note = format!("mouse {mouse}");
                    }
                    "<esc>" => {
                        terminal.cursor(None);
                        "key <esc>".clone_into(&mut list.note);
                    }
                    "<c-l>" => terminal.redraw_all(),
                    name => list.note = format!("key {name}"),
                },
                Input::Paste(text) => list.note = format!("pasted {}", text.len()),
                Input::Resized(columns, rows) => list.note = format!("resized {columns}x{rows}"),
                Input::Resumed => "resumed".clone_into(&mut list.note),
                Input::Woken => "woken".clone_into(&mut list.note),
                Input::Learnt { wide_signs } => list.note = format!("learnt {wide_signs}"),
                Input::Mouse(event) => {
                    list.note = format!("mouse at {} {}", event.column, event.row);
                }
                Input::Closed => return Ok(129),
            }
            list.marked = list.marked.min(rows.saturating_sub(1));
        }
    }
}

/// Panics, here or in another thread.
#[expect(clippy::panic, reason = "this is what it is for")]
fn worker(place: &'static str, elsewhere: bool) {
    if elsewhere {
        std::thread::spawn(move || panic!("the wish\n{place}"));
    } else {
        panic!("the wish\n{place}");
    }
}

/// What is shown.
struct List {
    marked: usize,
    top: usize,
    rows: usize,
    note: String,
}

impl List {
    fn frame(&mut self, (columns, rows): (u16, u16)) -> Buffer {
        let mut frame = Buffer::empty(Rect::new(0, 0, columns, rows));
        let title = format!("{:<1$}", "terminal probe", usize::from(columns));
        frame.set_string(0, 0, title, Style::new().add_modifier(Modifier::REVERSED));
        let height = usize::from(rows.saturating_sub(2));
        self.top = self
            .top
            .min(self.marked)
            .max((self.marked + 1).saturating_sub(height));
        for (y, index) in (1..rows.saturating_sub(1)).zip(self.top..self.rows) {
            let (marker, style) = if index == self.marked {
                ('>', Style::new().add_modifier(Modifier::BOLD))
            } else {
                (' ', Style::new())
            };
            let text = format!(
                "{marker} row {index}: Proceedings of the {index}th talk, Hall {}",
                index % 7
            );
            frame.set_string(0, y, text, style);
        }
        if let Some(last) = rows.checked_sub(1) {
            frame.set_string(0, last, &self.note, Style::new());
        }
        frame
    }
}
