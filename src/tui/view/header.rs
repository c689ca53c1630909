//! The first line: the event, the days, the filter, the clock and the zone.
//!
//! ```text
//!  36C3   Fri 27 │ SAT 28 │ Sun 29      / security  41 of 1351      23:50 Berlin → 7:50+1 Tokyo (JST, +09)
//! ```

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use super::canvas::{Canvas, shifted};
use crate::{
    schedule::rules::Severity,
    text,
    tui::{
        action::Action,
        app::{App, View},
        geometry::Area,
        page::{Piece, severity_role},
        pointing::Target,
        theme::Role,
    },
    zone::{Zone, clock, full_day},
};

/// A piece, and the day that it is the tab of.
type Part = (Piece, Option<NaiveDate>);

/// What stands in the header at some width.
pub(super) struct Plan {
    title: String,
    days: Vec<Part>,
    /// What is wrong with the schedule, where whoever is writing it wants to know.
    findings: Option<(Role, String)>,
    /// The filter, where it fits; else it stands in the footer.
    pub(super) filter: Option<String>,
    zone: String,
}

impl Plan {
    /// The zone goes last of all, since a time without its zone misleads; the day goes first.
    pub(super) fn of(app: &App, width: u16) -> Self {
        let width = usize::from(width).saturating_sub(2 * usize::from(margin(width)));
        let title = text::truncate(&app.schedule().event().title, width / 3).into_owned();
        let mut room = width.saturating_sub(text::width(&title));
        let taken = |text: &String| text::width(text) + GAP;
        let filter = filter_text(app);
        let wanted = filter.as_ref().map_or(0, taken);
        let day = least(app).as_ref().map_or(0, taken);
        let texts = zone_texts(app);
        let findings_text = findings(app);
        let counted = findings_text
            .as_ref()
            .map_or(0, |(_, text)| text::width(text) + GAP);
        let zone = [day + wanted + counted, day + wanted, wanted, day, 0]
            .into_iter()
            .find_map(|others| first_that_fits(&texts, room.saturating_sub(others + GAP)))
            .unwrap_or_default()
            .to_owned();
        room = room.saturating_sub(taken(&zone));
        let filter = filter.filter(|_| wanted <= room);
        room = room.saturating_sub(filter.as_ref().map_or(0, taken));
        let days = place(app, room.saturating_sub(GAP));
        let days_width: usize = days.iter().map(|(piece, _)| text::width(&piece.text)).sum();
        room = room.saturating_sub(days_width + GAP);
        let order = Some(BEST_FIRST).filter(|order| {
            let ranked = app.is_ranked() && app.view() != View::Mine;
            ranked && !app.rows().is_empty() && text::width(order) <= room
        });
        let filter = filter.map(|filter| filter + order.unwrap_or_default());
        room = room.saturating_sub(order.map_or(0, text::width));
        let findings = findings_text.filter(|(_, text)| text::width(text) + GAP <= room);
        Self {
            title,
            days,
            findings,
            filter,
            zone,
        }
    }
}

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    let plan = Plan::of(app, area.width);
    let margin = margin(area.width);
    let area = Area {
        x: area.x + margin,
        width: area.width.saturating_sub(2 * margin),
        ..area
    };
    let zone = canvas.text_right(area, Role::Text, &plan.zone);
    canvas.target(zone, Target::Zone);
    let mut rest = shifted(area, canvas.text(area, Role::Title, &plan.title) + 3);
    for (piece, day) in &plan.days {
        let here = rest;
        let taken = canvas.pieces(here, std::slice::from_ref(piece));
        rest = shifted(here, taken);
        if let Some(day) = day {
            let tab = Area {
                width: taken,
                ..here
            };
            canvas.target(tab, Target::Day(*day));
        }
    }
    if !plan.days.is_empty() {
        rest = shifted(rest, 3);
    }
    if let Some(filter) = &plan.filter {
        let here = rest;
        let width = canvas.text(here, Role::Heading, filter);
        canvas.target(Area { width, ..here }, Target::Filter);
        rest = shifted(rest, width + 3);
    }
    if let Some((role, findings)) = &plan.findings {
        let here = rest;
        let width = canvas.text(here, *role, findings);
        let check = Target::Key(Box::new(Action::Check));
        canvas.target(Area { width, ..here }, check);
    }
}

/// In which order the matches stand, where that is not the usual one.
const BEST_FIRST: &str = "  best first";

/// Columns between the parts.
const GAP: usize = 3;

/// A column of air on both sides, where there is room for it.
pub(super) fn margin(width: u16) -> u16 {
    u16::from(width > 40)
}

/// `/ gu  1 of 21`
pub(super) fn filter_text(app: &App) -> Option<String> {
    if app.filter().is_empty() {
        return None;
    }
    let query = text::truncate(app.filter().query().text().trim(), 24);
    Some(format!("/ {query}  {}", count(app)))
}

/// How many match, of how many.
pub(super) fn count(app: &App) -> String {
    match (app.view(), app.filter().count()) {
        (View::People, _) => {
            let (shown, all) = app.people_count();
            format!("{shown} of {all}")
        }
        (View::Mine, None) => app.census_of_mine(),
        (View::Mine, Some(_)) => {
            let (shown, all) = app.mine_count();
            format!("{shown} of {all}")
        }
        (View::Changes, _) => {
            let (unseen, all) = app.changes_count();
            format!("{unseen} of {all} unseen")
        }
        (View::Check, Some(_)) => {
            let (shown, all) = app.findings_count();
            format!("{shown} of {all}")
        }
        (View::Check, None) => match app.findings_count() {
            _ if !app.checks().is_known() => String::new(),
            (_, 1) => "1 finding".to_owned(),
            (_, many) => format!("{many} findings"),
        },
        (_, Some(matching)) => format!("{matching} of {}", app.schedule().entries().len()),
        (_, None) => app.census(),
    }
}

/// How much is wrong, in every view of who may be writing the schedule; the view of that itself tells all.
fn findings(app: &App) -> Option<(Role, String)> {
    let (severity, count) = app.checks().in_header()?;
    let elsewhere = app.view() != View::Check;
    elsewhere.then(|| (severity_role(severity), severity.counted(count)))
}

/// What the view is called, where the list does not tell it from the timetable.
fn view_name(app: &App) -> Option<&'static str> {
    match app.view() {
        View::Mine => Some("My schedule"),
        View::Changes => Some("Changes"),
        View::Check => Some("Check"),
        View::Timetable | View::Grid | View::People | View::About => None,
    }
}

/// The least that tells where the reader is.
fn least(app: &App) -> Option<String> {
    let name = view_name(app).map(str::to_owned);
    let name = name.map(|name| match app.view() {
        View::Check => {
            let counts = counts(app, usize::MAX / 2).into_iter();
            let counts: String = counts.map(|(piece, _)| piece.text).collect();
            format!("{name}{}{counts}", " ".repeat(GAP))
        }
        _ => name,
    });
    name.or_else(|| shortest_day(app))
}

/// Where the reader is: the view, if need be, and the day.
fn place(app: &App, room: usize) -> Vec<Part> {
    let Some(name) = view_name(app) else {
        return days(app, room);
    };
    if text::width(name) > room {
        return Vec::new();
    }
    let mut pieces = vec![(Piece::new(Role::Strong, name), None)];
    let room = room.saturating_sub(text::width(name) + GAP);
    let days = match app.view() {
        View::Changes => Vec::new(),
        View::Check => counts(app, room),
        _ => days(app, room),
    };
    if !days.is_empty() {
        pieces.push((Piece::new(Role::Text, " ".repeat(GAP)), None));
        pieces.extend(days);
    }
    pieces
}

/// `1 error  4 warnings  3 info`
fn counts(app: &App, room: usize) -> Vec<Part> {
    let found = Severity::ALL.map(|severity| (severity, app.checks().count(severity)));
    let found = found.into_iter().filter(|(_, count)| *count > 0);
    let mut pieces = Vec::new();
    let mut taken = 0;
    for (severity, count) in found {
        let text = severity.counted(count);
        taken += text::width(&text) + 2;
        if taken > room + 2 {
            break;
        }
        if !pieces.is_empty() {
            pieces.push((Piece::new(Role::Text, "  "), None));
        }
        pieces.push((Piece::new(severity_role(severity), text), None));
    }
    pieces
}

fn shortest_day(app: &App) -> Option<String> {
    app.selected_day()
        .map(|day| day.format(short_names(app.schedule().days()).1).to_string())
}

/// Day tabs; where they do not fit, the day and its number; the longest that fits.
fn days(app: &App, room: usize) -> Vec<Part> {
    let all = app.schedule().days();
    let Some(day) = app.selected_day() else {
        return Vec::new();
    };
    let tabs = tabs(all, day);
    let width: usize = tabs.iter().map(|(piece, _)| text::width(&piece.text)).sum();
    if all.len() > 1 && width <= room {
        return tabs;
    }
    let number = all
        .iter()
        .position(|other| *other == day)
        .map_or(0, |index| index + 1);
    let of = if all.len() > 1 {
        format!(" · day {number} of {}", all.len())
    } else {
        String::new()
    };
    let (short, shortest) = short_names(all);
    let texts = [
        format!("{}{of}", full_day(day)),
        format!("{}{of}", day.format(short)),
        day.format(short).to_string(),
        day.format(shortest).to_string(),
    ];
    let text = first_that_fits(&texts, room).map(|text| (Piece::new(Role::Text, text), None));
    text.into_iter().collect()
}

/// What all days have in common, so that a short name need not say it.
#[derive(Clone, Copy, PartialEq)]
enum Span {
    Month,
    Year,
    Years,
}

/// Two short ways to write one of these days.
fn short_names(days: &[NaiveDate]) -> (&'static str, &'static str) {
    match span(days) {
        Span::Month => ("%a %-d %b", "%a %-d"),
        Span::Year => ("%a %-d %b", "%-d %b"),
        Span::Years => ("%a %-d %b %Y", "%-d %b %Y"),
    }
}

fn span(days: &[NaiveDate]) -> Span {
    let all_alike = |of: &dyn Fn(&NaiveDate) -> (i32, u32)| {
        let mut days = days.iter().map(of);
        let first = days.next();
        days.all(|other| Some(other) == first)
    };
    if all_alike(&|day| (day.year(), day.month())) {
        Span::Month
    } else if all_alike(&|day| (day.year(), 0)) {
        Span::Year
    } else {
        Span::Years
    }
}

/// `Fri 27 │ SAT 28 │ Sun 29`: the selected one in capitals, so that it shows without colours. Where there are several months,
/// the first day of each of them says which it is: `Fri 30 Aug │ Sat 31 │ Sun 1 Sep`; and so with years.
fn tabs(all: &[NaiveDate], selected: NaiveDate) -> Vec<Part> {
    let mut pieces = Vec::new();
    let span = span(all);
    let mut before = None;
    for day in all {
        if before.is_some() {
            pieces.push((Piece::new(Role::Border, " │ "), None));
        }
        let (year, month) = (Some(day.year()), Some((day.year(), day.month())));
        let same_year = before.map(|day: &NaiveDate| day.year()) == year;
        let same_month = before.map(|day| (day.year(), day.month())) == month;
        let name = if span == Span::Years && !same_year {
            day.format("%a %-d %b %Y")
        } else if span != Span::Month && !same_month {
            day.format("%a %-d %b")
        } else {
            day.format("%a %-d")
        };
        let name = name.to_string();
        before = Some(day);
        let piece = if *day == selected {
            Piece::new(Role::Heading, name.to_uppercase())
        } else {
            Piece::new(Role::Dim, name)
        };
        pieces.push((piece, Some(*day)));
    }
    pieces
}

/// Clock and zone, from the fullest to the shortest.
fn zone_texts(app: &App) -> Vec<String> {
    let zones = app.zones();
    let (shown, event) = (zones.shown(), zones.event());
    // The offset in force when the selected entry starts: today's may be another.
    let at = app.moment_in_hand();
    let label = shown.label(at);
    let city = shown.city();
    if shown.is_unknown() {
        return vec![label, "zone unknown".into()];
    }
    let Some(now) = app.now() else {
        return vec![label, city];
    };
    let here = date_and_clock(app, now);
    let today_is_alike = |zone: &Zone| zone.seconds_at(now) == zone.seconds_at(at);
    if !today_is_alike(shown) || !today_is_alike(event) {
        // Summer here, winter there: the clock of today does not go by the offset of the times.
        let long = format!("{here} {} · times in {label}", shown.letters(now));
        return vec![long, format!("times in {label}"), label, shown.letters(at)];
    }
    let clock_here = clock(shown, now, Some(event.local(now).date()));
    let short = format!("{clock_here} {}", shown.letters(at));
    let mut texts = vec![format!("{here} {label}"), short, shown.letters(at)];
    if zones.is_foreign() {
        let there = format!("{} {}", clock(event, now, None), event.city());
        texts.insert(0, format!("{there} → {clock_here} {label}"));
    }
    texts
}

/// The clock; on a day that is none of the event's, with its date, since the header names a day of
/// the event as well.
fn date_and_clock(app: &App, now: DateTime<Utc>) -> String {
    let zones = app.zones();
    let day = zones.event().local(now).date();
    let clock = clock(zones.shown(), now, Some(day));
    let days = app.schedule().days();
    let during = days.first().is_none_or(|first| *first <= day)
        && days.last().is_none_or(|last| day <= *last);
    let same_year = days.first().is_some_and(|first| first.year() == day.year());
    match (during, same_year) {
        (true, _) => clock,
        (false, true) => format!("{} {clock}", day.format("%-d %b")),
        (false, false) => format!("{} {clock}", day.format("%-d %b %Y")),
    }
}

/// The first text that fits.
fn first_that_fits(texts: &[String], room: usize) -> Option<&str> {
    texts
        .iter()
        .map(String::as_str)
        .find(|text| text::width(text) <= room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(days: &[&str], selected: usize) -> String {
        let days: Vec<NaiveDate> = days.iter().map(|day| day.parse().unwrap()).collect();
        let tabs = tabs(&days, days[selected]);
        tabs.iter().map(|(piece, _)| piece.text.as_str()).collect()
    }

    #[test]
    fn days_of_several_months_are_told_apart() {
        let week = ["2024-07-26", "2024-07-27", "2024-07-28"];
        assert_eq!(names(&week, 1), "Fri 26 │ SAT 27 │ Sun 28");
        let weekend = ["2024-08-30", "2024-08-31", "2024-09-01", "2024-09-02"];
        assert_eq!(
            names(&weekend, 2),
            "Fri 30 Aug │ Sat 31 │ SUN 1 SEP │ Mon 2"
        );
        let year = ["2025-09-06", "2025-12-06", "2026-06-06", "2026-06-07"];
        assert_eq!(
            names(&year, 0),
            "SAT 6 SEP 2025 │ Sat 6 Dec │ Sat 6 Jun 2026 │ Sun 7"
        );
    }
}
