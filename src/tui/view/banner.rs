//! What starts soon, in a line above the footer.
//!
//! ```text
//!  ★ in 10 min: Session II · Hall A · 11:00 Vienna (CEST, +02) · and 2 more  Esc
//! ```

use super::{
    canvas::{Canvas, shifted},
    header,
};
use crate::{
    text,
    tui::{
        action::Action,
        app::{App, Words},
        geometry::Area,
        page::Piece,
        pointing::Target,
        theme::Role,
    },
};

/// Columns before the key.
const GAP: usize = 2;

/// Less of a title than this says nothing.
const LEGIBLE: usize = 12;

/// From this width on, the key that takes it away has its word beside it.
const ROOMY: u16 = 100;

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    let Some(words) = app.banner().filter(|_| area.height > 0) else {
        return;
    };
    let margin = header::margin(area.width);
    let line = Area {
        x: area.x + margin,
        width: area.width.saturating_sub(2 * margin),
        ..area
    };
    let hint = match (app.esc_takes_banner_away(), line.width >= ROOMY) {
        (true, true) => vec![
            Piece::new(Role::Key, app.key_of(&Action::Back)),
            Piece::new(Role::Dim, " dismiss"),
        ],
        (true, false) => vec![Piece::new(Role::Key, app.key_of(&Action::Back))],
        (false, _) => Vec::new(),
    };
    let taken: usize = hint.iter().map(|piece| text::width(&piece.text)).sum();
    let room = usize::from(line.width).saturating_sub(taken);
    canvas.target(area, Target::Above);
    let right = shifted(line, u16::try_from(room).unwrap_or(0));
    canvas.pieces(right, &hint);
    if taken > 0 {
        canvas.target(right, Target::Key(Box::new(Action::Back)));
    }
    let room = room.saturating_sub(if taken > 0 { GAP } else { 0 });
    let (role, mark) = words.mark;
    let taken = canvas.text(line, role, &format!("{mark} "));
    let room = room.saturating_sub(usize::from(taken));
    let here = shifted(line, taken);
    let pieces = pieces(&words, room);
    canvas.pieces(here, &pieces);
}

/// The parts that fit: where there is little room, the zone gets shorter first, then the clock goes, which the minutes tell as
/// well, then the title is cut.
fn pieces(words: &Words, room: usize) -> Vec<Piece> {
    let long = words.clock_and_zone();
    let letters = format!("{} {}", words.clock, words.letters);
    let place = words.room.as_deref();
    let short = place.map(|place| text::truncate(place, LEGIBLE));
    let more = words.more();
    let shapes = [
        (place, Some(long.as_str())),
        (place, Some(letters.as_str())),
        (place, None),
        (short.as_deref(), None),
        (None, None),
    ];
    let when = format!("{}: ", words.when);
    let title = text::width(&words.title);
    let mut rest = String::new();
    let mut left = 0;
    for (place, clock) in shapes {
        let parts = [place, clock, more.as_deref()].into_iter().flatten();
        rest = parts.flat_map(|part| [" · ", part]).collect();
        left = room.saturating_sub(text::width(&when) + text::width(&rest));
        if left >= title.min(LEGIBLE) {
            break;
        }
    }
    vec![
        Piece::new(Role::Strong, when),
        Piece::new(Role::Strong, text::truncate(&words.title, left)),
        Piece::new(Role::Text, rest),
    ]
}
