//! The picker of events.
//!
//! ```text
//!  Event: fos▏
//!
//! ▌ FOSDEM 2026         configured          https://fosdem.org/2026/schedule/xml
//!   36C3                opened 21 Nov       ~/talks/36c3.json
//! ```

use super::{
    canvas::{Canvas, shifted},
    menu,
};
use crate::{
    text::clean_line,
    tui::{
        app::{App, Event, Events},
        geometry::Area,
        theme::Role,
    },
};

const QUESTION: &str = " Event: ";

pub(super) fn draw(app: &App, events: &Events, area: Area, canvas: &mut Canvas) {
    let words = menu::Words {
        question: QUESTION,
        hint: "a name, a file or a URL",
        nothing: "No event was opened before. Type a file or a URL.",
    };
    let areas = (area, app.offers_area());
    menu::draw(&events.menu, &words, areas, canvas, offer_line);
}

/// Title, why it is offered, and the source, as far as there is room.
fn offer_line(event: &Event, selected: bool, line: Area, canvas: &mut Canvas) {
    // A path may hold anything.
    let address = clean_line(&event.source).text;
    let role = if selected { Role::Selected } else { Role::Text };
    if line.width < 46 {
        let taken = canvas.text(line, role, &event.title);
        let rest = shifted(line, taken + 2);
        if rest.width > 8 && event.source != event.title {
            canvas.text(rest, Role::Dim, &address);
        }
        return;
    }
    let title_width = line.width / 3;
    let title = Area {
        width: title_width.saturating_sub(1),
        ..line
    };
    canvas.text(title, role, &event.title);
    let rest = shifted(line, title_width + 1);
    let why_width = rest.width.min(WHY);
    let why = Area {
        width: why_width.saturating_sub(1),
        ..rest
    };
    canvas.text(why, Role::Dim, &event.why);
    let source = shifted(rest, why_width + 1);
    if source.width > 8 && event.source != event.title {
        canvas.text(source, Role::Dim, &address);
    }
}

/// Columns for `open this file or URL`.
const WHY: u16 = 22;

/// The cursor of the prompt.
pub(super) fn cursor(area: Area, events: &Events) -> (u16, u16) {
    menu::cursor(&events.menu.line, QUESTION, area)
}
