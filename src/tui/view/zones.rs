//! The zone picker.
//!
//! ```text
//!  Time zone: jst▏
//!
//! ▌ Asia/Tokyo                  JST                 JST, +09      18:10
//! ```

use super::{
    canvas::{Canvas, shifted},
    menu,
};
use crate::{
    text,
    tui::{
        action::Action,
        app::{App, Offer, Picker},
        geometry::Area,
        theme::Role,
    },
    zone::{clock, offset_text},
};

/// What is asked, as long as there is room left to answer.
fn question(picker: &Picker, width: u16) -> &'static str {
    let [long, short] = if picker.asks_for_event_zone {
        [
            " The schedule names no zone. Where is the event? ",
            " The event’s zone: ",
        ]
    } else {
        [" Time zone: ", " Zone: "]
    };
    let roomy = text::width(long) + ANSWER <= usize::from(width);
    if roomy { long } else { short }
}

/// Columns for a name being typed.
const ANSWER: usize = 24;

pub(super) fn draw(app: &App, picker: &Picker, area: Area, canvas: &mut Canvas) {
    let leave = app.key_of(&Action::Cancel);
    let nothing = format!("No zone is called that. Delete a letter, or {leave} to leave.");
    let words = menu::Words {
        question: question(picker, area.width),
        hint: "a city, a zone, a country or letters such as JST",
        nothing: &nothing,
    };
    let areas = (area, app.offers_area());
    // What all the offsets below are by, where there is a row for it.
    if app.offers_area().y > area.y + 1 {
        let by = format!(" {}", app.zones().atlas().version());
        canvas.text(area.rows(1, 1), Role::Dim, &by);
    }
    menu::draw(
        &picker.menu,
        &words,
        areas,
        canvas,
        |offer, selected, line, canvas| {
            offer_line(
                app,
                offer,
                selected,
                line,
                canvas,
                !picker.asks_for_event_zone,
            );
        },
    );
}

/// Name, why it is offered, offset and clock. Where there is little room, the name and the clock.
fn offer_line(
    app: &App,
    offer: &Offer,
    selected: bool,
    line: Area,
    canvas: &mut Canvas,
    with_clock: bool,
) {
    let now = app.picker_moment();
    // Where the event's zone is the question, nobody can tell what time it is there in its time.
    let (offset_width, clock_width) = match (line.width < 46, with_clock) {
        (true, true) => (0, 8),
        (true, false) => (0, 0),
        (false, true) => (15, 10),
        (false, false) => (15, 0),
    };
    let end = |width: u16, area: Area| {
        let left = Area {
            width: area.width.saturating_sub(width),
            ..area
        };
        (left, shifted(area, left.width))
    };
    let (rest, clock_area) = end(clock_width, line);
    let (rest, offset_area) = end(offset_width, rest);
    let today = app.zones().event().local(now).date();
    let inside = |area: Area| Area {
        width: area.width.saturating_sub(1),
        ..area
    };
    canvas.text_right(
        inside(clock_area),
        Role::Time,
        &clock(&offer.zone, now, Some(today)),
    );
    let offset = offer.zone.offset_at(now);
    let letters = offset
        .abbreviation
        .map(|letters| format!("{letters}, "))
        .unwrap_or_default();
    let offset = format!("{letters}{}", offset_text(offset.seconds));
    canvas.text_right(inside(offset_area), Role::Text, &offset);
    let role = if selected { Role::Selected } else { Role::Text };
    let name_width = rest.width.min(NAME);
    let name = offer.zone.name().replace('_', " ");
    canvas.text(
        Area {
            width: name_width,
            ..rest
        },
        role,
        &name,
    );
    let why = shifted(rest, name_width + 1);
    if why.width > 8 {
        canvas.text(why, Role::Dim, offer.why.as_deref().unwrap_or_default());
    }
}

/// The longest name is America/Argentina/ComodRivadavia.
const NAME: u16 = 32;

/// The cursor of the prompt.
pub(super) fn cursor(area: Area, picker: &Picker) -> (u16, u16) {
    menu::cursor(&picker.menu.line, question(picker, area.width), area)
}
