//! What holds whatever is handed in. The fuzz targets and the tests ask for the same.

use std::sync::{Arc, LazyLock};

use chrono::DateTime;
use fomo::{
    draft::{Draft, Entry},
    export::{self, Shown, convert::Converted, ics::Calendar},
    format,
    query::{Index, Moment, Query, Search},
    schedule::{
        Link, Schedule,
        check::{self, Checked},
    },
    text,
    tui::{
        self,
        action::Effect,
        app::{App, Setup},
        geometry::Size,
        terminal::names::parse_keys,
        theme::Look,
        view,
    },
    zone::{Atlas, Choice, Zone},
};
use ratatui::{buffer::Buffer, layout::Rect};

static ATLAS: LazyLock<Arc<Atlas>> = LazyLock::new(|| Arc::new(Atlas::compiled()));

/// Reads the bytes as the program does, in this format or in the one that they seem to be in; checks
/// and writes what was read.
pub(crate) fn read(bytes: &[u8], wanted: Option<&str>) -> Option<Checked> {
    let draft = match format::read(bytes, wanted) {
        Ok(draft) => draft,
        Err(error) => {
            let message = &error.message;
            assert!(!message.is_empty() && !message.contains('\n'), "{error:?}");
            return None;
        }
    };
    let entries = entries(&draft);
    let checked = check::check(draft, &ATLAS, None);
    let schedule = &checked.schedule;
    assert_eq!(schedule.entries().len(), entries, "none is dropped");
    is_sound(schedule);
    is_written_clean(&checked);
    Some(checked)
}

fn entries(draft: &Draft) -> usize {
    let sessions = draft.sessions.iter();
    sessions
        .map(|session| {
            let nested = |talk: &Entry| !talk.talks.is_empty();
            assert!(!session.talks.iter().any(nested), "two levels, not three");
            1 + session.talks.len()
        })
        .sum()
}

fn is_sound(schedule: &Schedule) {
    let mut ids: Vec<&str> = Vec::new();
    for entry in schedule.entries() {
        ids.push(&entry.id);
        assert!(!entry.id.is_empty() && !entry.title.is_empty());
        let ends = entry.end.is_none_or(|end| Some(end) >= entry.start);
        assert!(ends, "{:?} to {:?}", entry.start, entry.end);
        let over = schedule.over(entry);
        assert!(over.is_none() || over >= entry.start, "{entry:?}");
        assert!(
            entry
                .minutes()
                .is_none_or(|minutes| minutes >= 0 || entry.start.is_none())
        );
        let texts = [
            &entry.kind,
            &entry.subtitle,
            &entry.language,
            &schedule.room_names(entry),
        ];
        all_one_line(texts.into_iter().flatten());
        all_one_line([&entry.id, &entry.title].into_iter().chain(&entry.notes));
        for credit in &entry.people {
            all_one_line(
                [&credit.name, &credit.role]
                    .into_iter()
                    .chain(&credit.affiliation),
            );
        }
        is_block(entry.abstract_text.as_deref());
        are_links(&entry.links);
    }
    all_different(ids);
    let mut ids: Vec<&str> = Vec::new();
    for person in schedule.people() {
        ids.push(&person.id);
        all_one_line(
            [&person.id, &person.name]
                .into_iter()
                .chain(&person.affiliation),
        );
        is_block(person.biography.as_deref());
        are_links(&person.links);
    }
    all_different(ids);
    let event = schedule.event();
    let texts = [
        &event.subtitle,
        &event.zone_label,
        &event.location,
        &event.contact,
    ];
    all_one_line(texts.into_iter().flatten());
    all_one_line([&event.id, &event.title].into_iter().chain(&event.notes));
    all_one_line(schedule.rooms());
    is_block(event.description.as_deref());
    are_links(&event.links);
    if let Some(url) = &event.url {
        is_url(url);
    }
    for date in &event.dates {
        all_one_line([&date.title].into_iter().chain(&date.note));
    }
}

fn all_different(mut ids: Vec<&str>) {
    ids.sort_unstable();
    let twice = ids.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None, "ids are unique");
}

fn all_one_line<'a>(texts: impl IntoIterator<Item = &'a String>) {
    texts.into_iter().for_each(|text| is_line(text));
}

pub(crate) fn is_line(text: &str) {
    assert!(!text.contains(is_harmful), "{text:?}");
}

pub(crate) fn is_block(text: Option<&str>) {
    text.into_iter()
        .flat_map(|text| text.split('\n'))
        .for_each(is_line);
}

fn are_links(links: &[Link]) {
    for link in links {
        is_url(&link.url);
        all_one_line(&link.title);
    }
}

fn is_url(url: &str) {
    let opens = ["http://", "https://", "mailto:"];
    assert!(
        opens.iter().any(|scheme| url.starts_with(scheme)),
        "{url:?}"
    );
    assert!(
        !url.contains(|c: char| is_harmful(c) || c.is_whitespace()),
        "{url:?}"
    );
}

/// What a terminal obeys, and what makes a text look like another one.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The output of the commands holds no more than line breaks.
fn is_written_clean(checked: &Checked) {
    let schedule = &checked.schedule;
    let zone = &schedule.event().zone;
    let shown = Shown::unmarked(schedule, zone);
    let all: Vec<usize> = (0..schedule.entries().len()).collect();
    let findings = checked.all_findings();
    let report = export::findings::Report {
        name: "name",
        schedule,
        findings: &findings,
        level: fomo::schedule::rules::Severity::Info,
    };
    let calendar = Calendar {
        made: DateTime::UNIX_EPOCH,
        alarm: Some(10),
        note: &|index| Some(format!("a\u{1b}[31m\u{202e}\r\n{index}")),
    };
    let calendar = export::ics::calendar(shown, &all, &calendar).text;
    let table = export::csv::list(shown, &all).replace("\r\n", "\n");
    let native = export::native::native(schedule);
    let frab = export::frab::frab(schedule);
    // Without a day there is none.
    let losses = frab.iter().flat_map(|frab| &frab.losses);
    let losses = losses.chain(&native.losses);
    let losses = losses.map(|loss| loss.sentence("frab-json"));
    reads_back(schedule, &native);
    for text in [
        calendar.replace("\r\n", "\n"),
        table.trim_start_matches('\u{feff}').to_owned(),
        native.text,
        losses.collect::<Vec<_>>().join("\n"),
        frab.map_or_else(String::new, |frab| frab.text),
        export::markdown::list(shown, &all),
        export::line::now(shown, DateTime::UNIX_EPOCH, &all, &all, 40),
        export::text::list(shown, &all),
        export::json::list(shown, &all),
        export::findings::text(report),
        export::findings::github(report),
        export::json::check(&findings),
    ] {
        is_block(Some(&text));
    }
}

/// W/// What was written in the native format lists as it did before, but for what is said to be lost.
fn reads_back(schedule: &Schedule, native: &Converted) {
    let draft = format::read(native.text.as_bytes(), None).unwrap();
    let again = check::check(draft, &ATLAS, None).schedule;
    let ids = |schedule: &Schedule| {
        let entries = schedule.entries().iter();
        entries.map(|entry| entry.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&again), ids(schedule), "{}", native.text);
    let listed = |schedule: &Schedule| {
        let all: Vec<usize> = (0..schedule.entries().len()).collect();
        let shown = Shown::unmarked(schedule, &schedule.event().zone);
        export::json::list(shown, &all)
    };
    if native.losses.is_empty() {
        assert_eq!(listed(&again), listed(schedule), "{}", native.text);
    }
}

/// The keys that a viewer is given.
const KEYS: [&str; 46] = [
    "j", "k", "<enter>", "<esc>", "<pgdn>", "<pgup>", "<c-d>", "<c-u>", "g", "G", "<space>", "h",
    "l", "<enter>", "<enter>", "<esc>", "<tab>", "<s-tab>", "1", "3", "5", "/", "e", "\"", "é",
    "漢", "<bs>", "<c-w>", "<left>", "<end>", "z", "Z", "n", "o", "y", "r", "?", "a", "to", "E",
    ":", "0", "2", "8", "4", "F",
];

/// Zones of viewers, among them those of strange offsets and of days that were skipped.
const ZONES: [&str; 5] = [
    "Europe/Vienna",
    "Pacific/Kiritimati",
    "Africa/Monrovia",
    "Australia/Lord_Howe",
    "Pacific/Apia",
];

/// Opens a viewer on the bytes, of any size, at any moment, presses some keys and draws every frame.
///
/// What stands behind the last NUL says which; without one it follows from the bytes, so that a
/// schedule file is an input as it is.
pub(crate) fn showing(bytes: &[u8]) {
    let nul = bytes.iter().rposition(|byte| *byte == 0);
    let (file, steps) = match nul {
        Some(nul) => (&bytes[..nul], bytes[nul + 1..].to_vec()),
        None => (bytes, steps_of(bytes)),
    };
    let Some(checked) = read(file, None) else {
        return;
    };
    let mut steps = steps.into_iter().take(40);
    let mut next = || steps.next().unwrap_or_default();
    let first = size(next(), next());
    let own = ZONES.get(usize::from(next() % 8));
    let now = match next() {
        0 => None,
        1 => Some(DateTime::UNIX_EPOCH),
        byte => {
            // At some entry, more or less.
            let entries = checked.schedule.entries();
            let near = entries.get(usize::from(byte) % entries.len().max(1));
            let start = near.and_then(|entry| entry.start);
            start.map(|start| start + chrono::TimeDelta::minutes(byte.into()))
        }
    };
    let setup = Setup {
        atlas: ATLAS.clone(),
        own: own
            .map(|name| ATLAS.find(name).unwrap())
            .ok_or_else(|| "the zone of this machine is not known".to_owned()),
        choice: if now.is_none() {
            Choice::Own
        } else {
            Choice::Event
        },
        now,
        size: first,
        queries: Vec::new(),
        favourites: Vec::new(),
    };
    let mut app = App::new(checked, setup);
    draw(&app);
    while let Some(step) = steps.next() {
        match KEYS.get(usize::from(step) % (KEYS.len() + 4)) {
            Some(keys) => press(&mut app, keys, file),
            None => app.resized(size(step, steps.next().unwrap_or_default())),
        }
        draw(&app);
    }
}

/// More columns than rows, and none without a cell.
fn size(columns: u8, rows: u8) -> Size {
    Size {
        columns: u16::from(columns).max(1),
        rows: u16::from(rows % 70).max(1),
    }
}

/// Steps that follow from the bytes and look random (FNV-1a, then xorshift).
fn steps_of(bytes: &[u8]) -> Vec<u8> {
    let mut state = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    let step = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..14).map(step).collect()
}

fn press(app: &mut App, keys: &str, file: &[u8]) {
    for key in parse_keys(keys).unwrap() {
        let forced: Option<Zone> = match tui::press(app, &key).pop() {
            Some(Effect::Reload) => None,
            Some(Effect::AssumeEventZone(zone)) => ATLAS.find(&zone).ok(),
            Some(Effect::ListEvents) => {
                app.pick_event(Vec::new());
                continue;
            }
            _ => continue,
        };
        if let Ok(draft) = format::read(file, None) {
            app.loaded(check::check(draft, &ATLAS, forced.as_ref()));
        }
    }
}

fn draw(app: &App) {
    let Size { columns, rows } = app.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    view::draw(app, &Look::default(), &mut buffer);
    for cell in buffer.content() {
        is_line(cell.symbol());
    }
}

/// What the makers of safe texts make of this one.
pub(crate) fn texts(given: &str) {
    let line = text::clean_line(given).text;
    is_line(&line);
    assert_eq!(text::clean_line(&line).text, line, "clean is clean");
    let decoded = text::decode_entities(given);
    is_line(&text::clean_line(&decoded).text);
    let block = text::clean_block(given).text;
    is_block(Some(&block));
    assert_eq!(text::clean_block(&block).text, block, "clean is clean");
    let markup = text::clean_markup(given).text;
    is_block(Some(&markup));
    assert_eq!(text::clean_markup(&markup).text, markup, "clean is clean");
    if let Some(url) = text::clean_url(given) {
        is_url(&url);
    }
    for columns in [0, 1, 2, 7, 30] {
        let fits = |text: &str| assert!(text::width(text) <= columns, "{columns}: {text:?}");
        fits(&text::truncate(&line, columns));
        assert_eq!(text::width(&text::fit(&line, columns)), columns, "{line:?}");
        for line in text::wrap(&block, columns) {
            is_line(&line);
            fits(&line);
        }
    }
    let document = text::read(given);
    for link in &document.links {
        is_url(&link.url);
        is_line(&link.title);
    }
    for block in &document.blocks {
        is_line(&block.marker);
        for run in &block.runs {
            is_block(Some(&run.text));
        }
        for columns in [0, 1, 2, 7, 30, 200] {
            for line in text::layout(block, columns) {
                let line: String = line.runs.iter().map(|run| run.text.as_str()).collect();
                is_line(&line);
                assert!(text::width(&line) <= columns, "{columns}: {line:?}");
            }
        }
    }
}

/// A schedule with something for every query.
static TALKS: LazyLock<Schedule> = LazyLock::new(|| {
    let talks = include_bytes!("../queries/talks.json");
    check::check(format::read(talks, None).unwrap(), &ATLAS, None).schedule
});

/// Reads a query, searches by it, completes it everywhere, and chooses in its facets.
pub(crate) fn queries(text: &str) {
    let schedule = &*TALKS;
    let index = Index::default();
    let now = DateTime::parse_from_rfc3339("2024-07-27T14:30:00+02:00").unwrap();
    let moment = Moment {
        now: Some(now.to_utc()),
        zone: &schedule.event().zone,
    };
    let search = Search::new(schedule, &index, moment);
    for (cursor, _) in text.char_indices().take(50) {
        if let Some(completion) = search.complete(text, cursor) {
            let mut text = text.to_owned();
            text.replace_range(completion.span, &completion.offers[0].text);
        }
    }
    let query = match Query::parse(text) {
        Ok(query) => query,
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            return assert!(!error.to_string().contains('\n') || text.contains('\n'));
        }
    };
    let found = search.entries(&query);
    let people = search.people(&query);
    assert!(
        people
            .iter()
            .all(|person| *person < schedule.people().len())
    );
    let plain = query.to_string();
    let again = Query::parse(&plain).unwrap();
    assert_eq!(again.to_string(), plain, "{text:?}");
    assert_eq!(search.entries(&again), found, "{text:?}");
    if !query.is_empty()
        && let Ok(not) = Query::parse(&format!("-({plain})"))
    {
        let all = schedule.entries().len();
        assert_eq!(
            search.entries(&not).count(),
            all - found.count(),
            "{text:?}"
        );
    }
    for facet in search.facets(&query) {
        for value in facet.values.iter().take(3) {
            let toggled = search.toggled(&query, value);
            assert!(Query::parse(&toggled.to_string()).is_ok(), "{text:?}");
            // What is chosen already would be shown as well.
            if facet.values.iter().all(|value| !value.chosen) {
                assert_eq!(search.entries(&toggled).count(), value.count, "{text:?}");
            }
        }
    }
}
