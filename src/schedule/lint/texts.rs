//! Titles, abstracts and links.

mod link;
mod markup;

use foldhash::HashMap;

use super::{
    Report, Whole, below,
    many::quoted,
    people::expected::{self, Expected},
};
use crate::{
    schedule::{Entry, Link, Origin, Schedule},
    text::{self, mojibake},
};

/// So many cases of a rule are told one by one, since each has to be mended by itself. More come from one place.
const FEW: usize = 10;

/// A title of so many columns takes more than two lines of a wide terminal, and is cut in every list.
const LONG_TITLE: usize = 150;

/// So much of a long title is enough to know it by, in columns.
const BEGINNING: usize = 60;

/// Talks without an abstract, where most others have one.
pub(crate) fn no_abstract(whole: &Whole, report: &mut Report) {
    let expected = Expected {
        has: |entry| entry.abstract_text.is_some(),
        one: "has no abstract",
        many: "have no abstract",
        others: "have one",
    };
    expected::tell(whole.schedule, report, &expected);
}

/// Something that is wrong with a text of the schedule.
struct Flaw<'a> {
    message: String,
    /// What is named where there are many.
    named: &'a str,
    origin: Origin,
    entry: Option<&'a Entry>,
}

/// One finding for each of a few flaws; of many, one that tells their number and the first of them.
fn tell(report: &mut Report, flaws: &[Flaw], many: impl FnOnce(usize, &str) -> String) {
    if flaws.len() <= FEW {
        for flaw in flaws {
            report.add(&flaw.message, &flaw.origin, flaw.entry.as_slice());
        }
    } else if let Some(first) = flaws.first() {
        let names = flaws
            .iter()
            .map(|flaw| text::truncate(flaw.named, BEGINNING));
        let entries: Vec<&Entry> = flaws.iter().filter_map(|flaw| flaw.entry).collect();
        report.add(&many(flaws.len(), &quoted(names)), &first.origin, &entries);
    }
}

/// Texts that were garbled when they were converted; one finding per record.
pub(crate) fn mojibake(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let mut flaws = garbled_names(schedule);
    for (index, person) in schedule.people().iter().enumerate() {
        let fields = [
            ("name", Some(person.name.as_str())),
            ("affiliation", person.affiliation.as_deref()),
            ("biography", person.biography.as_deref()),
        ];
        let Some((field, message)) = garbled(fields) else {
            continue;
        };
        let entry = whole.parts.first(index);
        let origin = match entry {
            Some(entry) if person.origin.path.is_empty() => below(&entry.origin, "people"),
            _ => below(&person.origin, field),
        };
        flaws.push(Flaw {
            message: said_of(&person.name, &message),
            named: &person.name,
            origin,
            entry,
        });
    }
    let mut rooms = Unseen::new(schedule.rooms(), |room| schedule.room_origin(room));
    let mut tracks = Unseen::new(schedule.tracks(), |track| schedule.track_origin(track));
    for entry in schedule.entries() {
        let mut fields = vec![
            ("title", Some(entry.title.as_str())),
            ("subtitle", entry.subtitle.as_deref()),
            ("abstract", entry.abstract_text.as_deref()),
        ];
        let names = entry.rooms.iter().filter_map(|room| rooms.take(*room));
        fields.extend(names.map(|room| ("room", Some(room))));
        let name = entry.track.and_then(|track| tracks.take(track));
        fields.extend(name.map(|track| ("track", Some(track))));
        if let Some((field, message)) = garbled(fields) {
            flaws.push(Flaw {
                message: said_of(&entry.title, &message),
                named: &entry.title,
                origin: below(&entry.origin, field),
                entry: Some(entry),
            });
        }
    }
    tell(report, &flaws, |count, names| {
        format!("{count} texts were garbled when they were converted, such as those of {names}")
    });
}

/// The flaws in the names of the event, its rooms and its tracks, as far as they are declared.
fn garbled_names(schedule: &Schedule) -> Vec<Flaw<'_>> {
    let event = schedule.event();
    let fields = [
        ("title", Some(event.title.as_str())),
        ("subtitle", event.subtitle.as_deref()),
        ("location", event.location.as_deref()),
        ("description", event.description.as_deref()),
    ];
    let mut flaws = Vec::new();
    if let Some((field, message)) = garbled(fields) {
        flaws.push(Flaw {
            message: format!("the event: {message}"),
            named: &event.title,
            origin: below(&event.origin, field),
            entry: None,
        });
    }
    let rooms = schedule.rooms().iter().enumerate();
    let rooms = rooms.map(|(index, room)| ("room", room, schedule.room_origin(index)));
    let tracks = schedule.tracks().iter().enumerate();
    let tracks = tracks.map(|(index, track)| ("track", track, schedule.track_origin(index)));
    for (field, name, origin) in rooms.chain(tracks) {
        let garbled = garbled([(field, Some(name.as_str()))]);
        if let Some(((_, message), origin)) = garbled.zip(origin) {
            flaws.push(Flaw {
                message,
                named: name,
                origin: origin.clone(),
                entry: None,
            });
        }
    }
    flaws
}

/// The first field that holds a garbled word, and what to say about it.
fn garbled<'a>(
    fields: impl IntoIterator<Item = (&'static str, Option<&'a str>)>,
) -> Option<(&'static str, String)> {
    fields.into_iter().find_map(|(field, text)| {
        let garbled = mojibake::garbled(text?)?;
        let word = garbled.word;
        let message = match garbled.meant {
            Some(meant) => format!("“{word}” in the {field} is probably “{meant}”"),
            None => format!("“{word}” in the {field} has lost a character"),
        };
        Some((field, message))
    })
}

/// A message with the name of what it is about, unless that is the garbled word with which it begins.
fn said_of(name: &str, message: &str) -> String {
    let name = format!("“{}”", text::truncate(name, BEGINNING));
    if message.starts_with(&name) {
        return message.to_owned();
    }
    format!("{name}: {message}")
}

/// Names that only entries know, each until it is taken.
struct Unseen<'a> {
    names: Vec<Option<&'a str>>,
}

impl<'a> Unseen<'a> {
    fn new<'o>(names: &'a [String], declared: impl Fn(usize) -> Option<&'o Origin>) -> Self {
        let names = names.iter().enumerate();
        let names = names.map(|(index, name)| match declared(index) {
            Some(_) => None,
            None => Some(name.as_str()),
        });
        Self {
            names: names.collect(),
        }
    }

    fn take(&mut self, index: usize) -> Option<&'a str> {
        self.names.get_mut(index)?.take()
    }
}

/// Titles and subtitles that hold markup.
pub(crate) fn markup_in_title(whole: &Whole, report: &mut Report) {
    let mut flaws = Vec::new();
    for entry in whole.schedule.entries() {
        let fields = [
            ("title", Some(entry.title.as_str())),
            ("subtitle", entry.subtitle.as_deref()),
        ];
        let mut found = fields.into_iter().filter_map(|(field, text)| {
            let text = text?;
            Some((field, text, markup::found(text)?))
        });
        if let Some((field, text, markup)) = found.next() {
            flaws.push(Flaw {
                message: format!(
                    "the {field} “{}” holds “{markup}”, which is shown as it stands",
                    text::truncate(text, LONG_TITLE)
                ),
                named: &entry.title,
                origin: below(&entry.origin, field),
                entry: Some(entry),
            });
        }
    }
    tell(report, &flaws, |count, titles| {
        format!("{count} titles hold markup, which is shown as it stands, such as {titles}")
    });
}

/// Titles that no list shows in full.
pub(crate) fn title_too_long(whole: &Whole, report: &mut Report) {
    let mut flaws = Vec::new();
    for entry in whole.schedule.entries() {
        // No byte takes more than one column.
        if entry.title.len() <= LONG_TITLE {
            continue;
        }
        let width = text::width(&entry.title);
        if width > LONG_TITLE {
            let beginning = text::truncate(&entry.title, BEGINNING);
            flaws.push(Flaw {
                message: format!("the title “{beginning}” is {width} columns wide"),
                named: &entry.title,
                origin: below(&entry.origin, "title"),
                entry: Some(entry),
            });
        }
    }
    tell(report, &flaws, |count, titles| {
        format!("{count} titles are more than {LONG_TITLE} columns wide, such as {titles}")
    });
}

/// Links that cannot lead anywhere; one finding per address, however often it stands.
pub(crate) fn link_syntax(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let event = schedule.event();
    let mut bad = Bad::default();
    if let Some(url) = &event.url {
        bad.look(url, &event.origin, "url", None);
    }
    bad.look_at(&event.links, &event.origin, None);
    for (index, person) in schedule.people().iter().enumerate() {
        let entry = whole.parts.first(index);
        bad.look_at(&person.links, &person.origin, entry);
    }
    for entry in schedule.entries() {
        bad.look_at(&entry.links, &entry.origin, Some(entry));
    }
    let flaws: Vec<Flaw> = bad.flaws.into_iter().map(Wrong::flaw).collect();
    tell(report, &flaws, |count, links| {
        format!("{count} links cannot lead anywhere, such as {links}")
    });
}

/// The addresses that are wrong, in the order in which they are met.
#[derive(Default)]
struct Bad<'a> {
    flaws: Vec<Wrong<'a>>,
    places: HashMap<&'a str, usize>,
}

/// An address that is wrong.
struct Wrong<'a> {
    url: &'a str,
    why: String,
    origin: Origin,
    entry: Option<&'a Entry>,
    times: usize,
}

impl<'a> Bad<'a> {
    fn look_at(&mut self, links: &'a [Link], origin: &Origin, entry: Option<&'a Entry>) {
        for link in links {
            self.look(&link.url, origin, "links", entry);
        }
    }

    fn look(&mut self, url: &'a str, origin: &Origin, field: &str, entry: Option<&'a Entry>) {
        if let Some(index) = self.places.get(url) {
            if let Some(wrong) = self.flaws.get_mut(*index) {
                wrong.times += 1;
            }
        } else if let Some(why) = link::wrong(url) {
            self.places.insert(url, self.flaws.len());
            self.flaws.push(Wrong {
                url,
                why,
                origin: below(origin, field),
                entry,
                times: 1,
            });
        }
    }
}

impl<'a> Wrong<'a> {
    fn flaw(self) -> Flaw<'a> {
        let times = match self.times {
            1 => String::new(),
            times => format!(" (it stands {times} times)"),
        };
        Flaw {
            message: format!("the link “{}” {}{times}", self.url, self.why),
            named: self.url,
            origin: self.origin,
            entry: self.entry,
        }
    }
}
