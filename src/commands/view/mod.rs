//! The viewer: on a terminal, or as one frame printed to standard output.

mod behind;
mod desktop;
mod events;
mod purpose;
mod ready;
mod session;
mod shown;

use std::io::{self, IsTerminal as _};

use anyhow::{Context as _, bail};

use self::session::{HUNG_UP, Session, frame};
use super::{FAILED, FINE, open::Wanted, print};
use crate::{
    cli::{Common, Viewer},
    config::Config,
    source, text,
    tui::{
        geometry::Size,
        terminal::{Abilities, Encoding, Options, Terminal, names::parse_keys},
        theme::{Depth, Look, Symbols, Theme, speaks_utf8},
    },
};

pub(super) fn run(source: Option<&str>, viewer: &Viewer, common: &Common) -> anyhow::Result<i32> {
    if let Some(text) = &viewer.query {
        super::query(text)?;
    }
    let config = super::config();
    let mut look = look(viewer, &config)?;
    let wanted = Wanted::new(source, &config)?;
    let keys = viewer.keys.as_deref().unwrap_or_default();
    let keys = parse_keys(keys).map_err(|error| anyhow::anyhow!("--keys: {error}"))?;
    if let Some((columns, rows)) = viewer.print {
        if super::is_plain(&io::stdout()) {
            look.symbols = Symbols::Ascii;
        }
        let mut session = Session::open(wanted, viewer, common, config, Size { columns, rows })?;
        session.set_look(look);
        for key in keys {
            // What would leave the program cannot do so here; what would write, does not.
            session.press(&key);
        }
        let printed = print(&plain_frame(&session)).map(|()| FINE);
        end(session);
        return printed;
    }
    refuse_where_nothing_can_be_drawn()?;
    let mut session = Session::begin(wanted, viewer, common, config, Size::default())?;
    let variable = |name: &str| std::env::var(name).ok();
    let depth = Depth::of(variable);
    let console = variable("TERM").is_some_and(|term| term == "linux");
    look.theme = look.theme.at(depth);
    if !speaks_utf8(variable) {
        look.symbols = Symbols::Ascii;
    } else if console && look.symbols == Symbols::Unicode {
        look.symbols = Symbols::Console;
    }
    session.set_look(look);
    if source.is_none() && source::is_fed() {
        session.also_say("standard input is not read: fomo - shows a schedule that comes that way");
    }
    let abilities = Abilities::of(variable);
    session.app.use_clipboard(abilities.clipboard);
    let mut terminal = Terminal::open(Options {
        depth,
        mouse: session.app.has_mouse(),
        abilities,
        encoding: Encoding::of(variable),
        // In ASCII, there is nothing to ask about.
        asks: session.look.symbols == Symbols::Unicode,
    })
    .context("the terminal could not be opened")?;
    let code = session.browse(&mut terminal);
    terminal.close();
    for lost in &session.lost {
        super::complain(&format!("error: {lost}"));
    }
    let all_kept = session.lost.is_empty();
    let last_words = session.last_words.take();
    end(session);
    if let Some(error) = last_words {
        return Err(error);
    }
    // A terminal that can be neither read nor written is one that went away.
    let code = code.unwrap_or_else(|error| {
        super::complain(&format!("error: the terminal is gone: {error}"));
        HUNG_UP
    });
    Ok(if code == FINE && !all_kept {
        FAILED
    } else {
        code
    })
}

/// How frames are to look: what is given counts over what is configured.
fn look(viewer: &Viewer, config: &Config) -> anyhow::Result<Look> {
    let theme = match (viewer.theme.as_deref(), config.theme()) {
        (Some(name), _) => Theme::find(name, config.themes())
            .map_err(|error| anyhow::anyhow!("--theme: {error}"))?,
        (None, Some(name)) => Theme::find(name, config.themes()).unwrap_or_default(),
        (None, None) => Theme::default(),
    };
    let symbols = if viewer.ascii || config.ascii() {
        Symbols::Ascii
    } else {
        Symbols::Unicode
    };
    Ok(Look { theme, symbols })
}

/// The process ends now: taking a large schedule apart, entry by entry, would only keep the shell
/// waiting.
fn end(session: Session) {
    std::mem::forget(session);
}

/// Full-screen output needs a terminal that can move its cursor.
fn refuse_where_nothing_can_be_drawn() -> anyhow::Result<()> {
    let hint = "`fomo list` prints the timetable as text";
    if !io::stdout().is_terminal() {
        bail!("standard output is no terminal; {hint}");
    }
    match std::env::var("TERM").as_deref() {
        // A VT52 moves its cursor, but by other sequences than all that came after it.
        Ok(term @ ("dumb" | "vt52")) => {
            bail!("this terminal (TERM={term}) cannot show the viewer; {hint}")
        }
        Ok("") | Err(_) => bail!("TERM is not set, so nothing is known of this terminal; {hint}"),
        Ok(_) => Ok(()),
    }
}

/// A frame as text, without trailing blanks.
fn plain_frame(session: &Session) -> String {
    let mut out = String::new();
    let (buffer, _) = frame(&session.app, &session.look);
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer
                .cell((x, y))
                .map_or(" ", ratatui::buffer::Cell::symbol);
            line.push_str(symbol);
            // The cell behind a wide character belongs to it.
            x += u16::try_from(text::width(symbol)).unwrap_or(1).max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
