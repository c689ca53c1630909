//! What changed since the reader last looked.
//!
//! ```text
//!  ES-FoMo II   Changes   5 of 12 unseen                    11:10 Vienna (CEST, +02)
//!  ─ 1 of your favourites ─────────────────────────────────────────────────────────
//! ▌↻ ★ Sat 27 11:15  Efficient Implementations               was Sat 27 11:00, 15 m…
//!  ─ 2 new ────────────────────────────────────────────────────────────────────────
//!  ✚   Sat 27 16:50  Awards                                  new
//!  ────────────────────────────────────────────────────────────────────────────────
//!  Efficient Implementations
//!  was Sat 27 11:00, 15 min later · Lehar 1 → Lehar 2
//! ```

use super::{
    canvas::{Canvas, shifted},
    strip,
};
use crate::{
    agenda::{About, Newness, News},
    favourites::Stance,
    query::Part,
    schedule::diff::{Change, ChangeKind},
    text,
    tui::{
        app::App,
        geometry::Area,
        marks,
        pointing::Target,
        rows::changes::{self, ChangeRow, Group},
        theme::Role,
    },
};

/// The columns of a usual time, `Sat 27 11:00`.
const TIME: u16 = 12;

/// Columns before the time: cursor, mark, favourite, and gaps.
const MARGIN: u16 = 5;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let area = app.list_area();
    let Some(news) = app
        .changes()
        .news()
        .filter(|_| !app.changes().rows().is_empty())
    else {
        return nothing(app, area, canvas);
    };
    let rows = app.changes().rows();
    let visible = || {
        let rows = rows.iter().enumerate().skip(app.changes().top());
        rows.take(area.height.into())
    };
    let times = visible().filter_map(|(_, row)| match row {
        ChangeRow::Change(about) => Some(text::width(&changes::when(app, news, *about))),
        ChangeRow::Heading(..) => None,
    });
    let time = u16::try_from(times.max().unwrap_or(0))
        .unwrap_or(u16::MAX)
        .max(TIME);
    for (y, (number, row)) in (0..area.height).zip(visible()) {
        let line = area.rows(y, 1);
        match row {
            ChangeRow::Heading(group, count) => heading(*group, *count, line, canvas),
            ChangeRow::Change(about) => {
                canvas.target(line, Target::Row(number));
                let selected = app.changes().cursor() == Some(number);
                change(app, news, *about, (time, selected), line, canvas);
                if selected {
                    canvas.lift(line, app.list_is_active());
                }
            }
        }
    }
    if let Some(about) = app.changes().selected()
        && let Some(known) = changes::known(news, about)
    {
        let words = changes::words(app, news, about).join(" · ");
        let whole = [(Role::Text, known.title.as_str()), (Role::Dim, &words)];
        strip::draw(&whole, app.strip_area(), canvas);
    }
}

fn heading(group: Group, count: usize, line: Area, canvas: &mut Canvas) {
    let line = shifted(line, 1);
    let of = if group == Group::Mine { "of " } else { "" };
    let name = format!(" {count} {of}{} ", group.heading());
    canvas.text(line, Role::Border, &"─".repeat(line.width.into()));
    canvas.text(shifted(line, 1), Role::Heading, &name);
}

fn change(
    app: &App,
    news: &News,
    about: About,
    (time, selected): (u16, bool),
    line: Area,
    canvas: &mut Canvas,
) {
    let Some(known) = changes::known(news, about) else {
        return;
    };
    let unseen = news.is_unseen(about);
    if let Some(newness) = news.newness(about).filter(|_| unseen) {
        canvas.text(
            shifted(line, 1),
            marks::change_role(newness),
            changes::sign(newness),
        );
    }
    let own = changes::is_own(app.picks(), news, about);
    let stance = match about {
        About::Entry(index) => marks::stance(app.picks().stance(index)),
        About::Gone(_) => marks::stance(Stance::Favourite).filter(|_| own),
    };
    if let Some((role, mark)) = stance {
        canvas.text(shifted(line, 3), role, mark);
    }
    let rest = shifted(line, MARGIN);
    let when = changes::when(app, news, about);
    let width = time.min(rest.width);
    canvas.text(Area { width, ..rest }, Role::Time, &when);
    let rest = shifted(rest, time + 2);
    let mut words = changes::words(app, news, about).join(" · ");
    let changes = news.changes(about);
    let is_said = |change: &Change| {
        let said = [
            ChangeKind::Added,
            ChangeKind::Removed,
            ChangeKind::Cancelled,
        ];
        said.contains(&change.kind)
    };
    // The heading says that already.
    if !own && changes.len() == 1 && changes.iter().all(is_said) {
        words.clear();
    }
    // The title is what one knows it by; what became of it stands below in full.
    let wanted = u16::try_from(text::width(&words)).unwrap_or(u16::MAX);
    let side = wanted.min(rest.width / 2);
    let title = Area {
        width: rest.width.saturating_sub(side + 3),
        ..rest
    };
    let role = match (selected, app.list_is_active(), unseen) {
        (true, true, _) => Role::Selected,
        (true, false, _) => Role::Inactive,
        (false, _, true) => Role::Text,
        (false, _, false) => Role::Dim,
    };
    canvas.searched(title, role, Part::Title, &known.title);
    let side = Area {
        width: side,
        ..shifted(rest, rest.width.saturating_sub(side + 1))
    };
    let cancelled = news.newness(about) == Some(Newness::Cancelled);
    let role = if cancelled && unseen {
        Role::Error
    } else {
        Role::Dim
    };
    canvas.text(side, role, &words);
}

fn nothing(app: &App, area: Area, canvas: &mut Canvas) {
    let words = match app.changes().news() {
        None => "Looking…",
        Some(news) if news.all().next().is_none() => "Nothing changed since you last looked",
        Some(_) => "Nothing of what changed matches",
    };
    canvas.text(shifted(area.rows(1, 1), 2), Role::Dim, words);
}
