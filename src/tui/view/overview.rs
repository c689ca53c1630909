//! The day at a glance: how many entries run in each half hour, where now is, and where the selection.
//!
//! ```text
//!   9▂▂  10▅▇ ▶11▇▇  12▁▁ ›13▅▅  14▅▃
//! ```
//!
//! The tallest bar is the most that runs at once on this day. A click on a half hour goes there.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike as _, Utc};

use super::{
    canvas::{Canvas, shifted},
    header,
};
use crate::{
    agenda::{self, Density},
    text,
    tui::{app::App, geometry::Area, pointing::Target, theme::Role},
};

/// From nothing to the most.
const BARS: [&str; 6] = ["·", "▁", "▂", "▃", "▅", "▇"];

/// `▶11`: a mark and the hour.
const LABEL: usize = 3;

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    let Some(day) = app.selected_day().filter(|_| area.height > 0) else {
        return;
    };
    let zone = app.zones().shown();
    let Some(density) = agenda::density(app.schedule(), day, zone, |index| app.matches(index))
    else {
        return;
    };
    let margin = header::margin(area.width);
    let line = Area {
        width: area.width.saturating_sub(2 * margin),
        ..shifted(area, margin)
    };
    let Some((columns, stride)) = columns(&density, line.width) else {
        return;
    };
    let strip = Strip {
        app,
        density: &density,
        now: app.now().and_then(|now| density.slot(now)),
        selected: density.slot(app.moment_in_hand()),
        columns,
        stride: u32::try_from(stride).unwrap_or(1),
    };
    strip.draw(line, canvas);
}

/// How wide a slot is, and how many hours have one label: as many labels as can be, then as wide as can be; none where there is no
/// room at all.
fn columns(density: &Density, width: u16) -> Option<(usize, usize)> {
    let slots = density.counts.len();
    // What begins at half past has an hour more.
    let hours = slots / 2 + 1;
    let fit = |stride: usize| {
        let labels = (hours.div_ceil(stride) + 1) * (LABEL + 1);
        let room = usize::from(width).checked_sub(labels)?;
        let most = (room / slots.max(1)).min(3);
        (most > 0).then_some((most, stride))
    };
    [1, 2, 3, 4, 6].into_iter().find_map(fit)
}

struct Strip<'a> {
    app: &'a App,
    density: &'a Density,
    now: Option<usize>,
    selected: Option<usize>,
    columns: usize,
    /// Every so many hours have a label.
    stride: u32,
}

impl Strip<'_> {
    fn draw(&self, area: Area, canvas: &mut Canvas) {
        let mut rest = area;
        for (slot, count) in self.density.counts.iter().enumerate() {
            let at = self.density.begins(slot);
            let local = self.local(at);
            let from = rest;
            let begins = local.minute() < 30;
            if slot == 0 || (begins && local.hour().is_multiple_of(self.stride)) {
                // A blank between the bars and the next label.
                rest = shifted(rest, u16::from(slot > 0));
                let taken = self.label(slot, local.hour(), rest, canvas);
                rest = shifted(rest, taken);
            }
            let taken = self.bar(slot, *count, at, rest, canvas);
            rest = shifted(rest, taken);
            let here = Area {
                width: rest.x - from.x,
                ..from
            };
            canvas.target(here, Target::Time(at));
        }
    }

    /// The hour, with a mark if now or the selection is in what it stands for: nothing is told by colour alone.
    fn label(&self, slot: usize, hour: u32, area: Area, canvas: &mut Canvas) -> u16 {
        let begin = self.density.begins(slot);
        let minutes = if slot == 0 {
            // Up to the next label.
            let into = i64::from(self.local(begin).minute());
            i64::from(self.stride - hour % self.stride) * 60 - into
        } else {
            i64::from(self.stride) * 60
        };
        let end = begin + TimeDelta::minutes(minutes);
        let within = |slot: usize| (begin..end).contains(&self.density.begins(slot));
        let (mark, role) = if self.now.is_some_and(within) {
            ("▶", Role::Running)
        } else if self.selected.is_some_and(within) {
            ("›", Role::Selected)
        } else {
            (" ", Role::Dim)
        };
        canvas.text(area, role, &format!("{mark}{hour:>2}"))
    }

    fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        self.app.zones().shown().local(at)
    }

    fn bar(
        &self,
        slot: usize,
        count: usize,
        at: DateTime<Utc>,
        area: Area,
        canvas: &mut Canvas,
    ) -> u16 {
        let over = self.app.now().is_some_and(|now| {
            let end = self.density.begins(slot + 1);
            end <= now && at < now
        });
        let role = match (self.selected == Some(slot), self.now == Some(slot)) {
            (true, _) => Role::Selected,
            (false, true) => Role::Running,
            (false, false) if over || count == 0 => Role::Dim,
            (false, false) => Role::Text,
        };
        let bar = bar(count, self.density.most()).repeat(self.columns);
        debug_assert_eq!(text::width(&bar), self.columns);
        let width = canvas.text(area, role, &bar);
        if self.selected == Some(slot) {
            canvas.underline(
                Area {
                    width,
                    height: 1,
                    ..area
                },
                role,
            );
        }
        width
    }
}

/// The bar of so many among so many at most.
fn bar(count: usize, most: usize) -> &'static str {
    let tall = BARS.len() - 1;
    // Rounded up: what runs is seen.
    let level = (count * tall).div_ceil(most.max(1)).min(tall);
    BARS.get(level).copied().unwrap_or_default()
}
