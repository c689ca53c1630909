//! The fields of the query language: one table for the parser, the completion, the help and the README.

/// A text of an entry or a person that a query can search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The title and what stands under it.
    Title,
    /// The names of those who take part.
    Person,
    /// Where they are from.
    Affiliation,
    /// The rooms.
    Room,
    /// The track.
    Track,
    /// The kind of entry: talk, break, panel, …
    Kind,
    /// The abstract.
    Abstract,
    /// The language.
    Language,
    /// Remarks: keywords, numbers of posters, …
    Note,
}

impl Part {
    /// Where a word without a field is looked for.
    pub(super) fn is_searched_by_words(self) -> bool {
        !matches!(self, Self::Language | Self::Note)
    }
}

/// How a point in time relates to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is on then.
    At,
    /// It starts then or later.
    After,
    /// It starts earlier.
    Before,
}

/// What a field's value means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// A text that stands in this part.
    Text(Part),
    /// The day under which it is listed.
    Day,
    /// A time, or a day.
    Time(Relation),
    /// A span of time in which it is on.
    Span,
    /// A state of [`STATES`].
    State,
    /// One of [`THINGS`].
    Thing,
}

/// A field: `name:value`.
#[derive(Debug)]
pub struct Field {
    /// The name before the colon.
    pub name: &'static str,
    /// Another name that is understood.
    pub alias: Option<&'static str>,
    /// What the value means.
    pub means: Means,
    /// What is expected behind the colon, for errors.
    pub value: &'static str,
    /// What it finds.
    pub help: &'static str,
    /// One that works as it stands.
    pub example: &'static str,
}

const fn field(
    name: &'static str,
    alias: Option<&'static str>,
    means: Means,
    value: &'static str,
    help: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        alias,
        means,
        value,
        help,
        example,
    }
}

/// All fields, in the order in which they are offered.
#[rustfmt::skip] // a table: one row, one line
pub const FIELDS: &[Field] = &[
    field("speaker", Some("person"), Means::Text(Part::Person), "a name", "who takes part, in whatever role", "speaker:zoe"),
    field("title", None, Means::Text(Part::Title), "a word of the title", "the title, and what stands under it", "title:\"deep learning\""),
    field("room", None, Means::Text(Part::Room), "a room", "the room", "room:aula"),
    field("track", None, Means::Text(Part::Track), "a track", "the track", "track:security"),
    field("kind", Some("type"), Means::Text(Part::Kind), "a kind", "talk, break, panel, …", "kind:panel"),
    field("lang", Some("language"), Means::Text(Part::Language), "a language", "the language, as the schedule writes it", "lang:en"),
    field("day", None, Means::Day, "a day: 2, sat, 2024-07-27 or today", "the day: 2, sat, 2024-07-27 or 27; today, tomorrow, yesterday", "day:sat"),
    field("at", None, Means::Time(Relation::At), "a time or a day: 14:30, now, sat", "what is on at that time, also 2pm", "at:14:30"),
    field("after", None, Means::Time(Relation::After), "a time or a day: 14:30, now, sat", "what starts then or later", "after:14:30"),
    field("before", None, Means::Time(Relation::Before), "a time or a day: 14:30, now, sat", "what starts earlier", "before:12"),
    field("during", None, Means::Span, "a span of time: 13:15-15:00 or 2024-07-27T13:15/15:00", "what is on at some time between these", "during:13:15-15:00"),
    field("is", None, Means::State, "now, next, past, fav, must, clash, hidden, cancelled, tbc, new or changed", "how it stands: now, next, past, fav, clash, cancelled, …", "is:now"),
    field("has", None, Means::Thing, "abstract, link, speaker, room, track, time or note", "what it has: abstract, link, speaker, …", "has:link"),
    field("affiliation", None, Means::Text(Part::Affiliation), "a university or company", "where they are from", "affiliation:\"TU Wien\""),
    field("abstract", None, Means::Text(Part::Abstract), "a word of the abstract", "the abstract alone", "abstract:tensor"),
    field("note", Some("keyword"), Means::Text(Part::Note), "a word of a remark", "remarks: keywords, numbers of posters", "note:poster"),
];

/// What there is besides fields: how it is written, and what it finds.
pub const SYNTAX: &[(&str, &str)] = &[
    (
        "deep learning",
        "both words, wherever they are, also as parts of longer ones",
    ),
    ("\"deep learning\"", "the words in this order, side by side"),
    ("-break", "all that has no such word"),
    ("rust | go", "one or the other"),
    (
        "(rust | go) -talk",
        "parentheses hold together what belongs together",
    ),
    ("~transfromer", "what is nearly that, the best first"),
    ("room:=\"Hall 1\"", "this room, and not Hall 11"),
];

/// How an entry can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is on.
    Now,
    /// It comes next in its room, or inside what is on.
    Next,
    /// It is over.
    Past,
    /// The reader picked it.
    Favourite,
    /// It is one that must not be missed.
    Must,
    /// It overlaps another one that the reader picked.
    Clash,
    /// The reader does not want to see it.
    Hidden,
    /// It does not take place.
    Cancelled,
    /// It may take place.
    Tbc,
    /// It was not there when the reader last looked.
    New,
    /// It was otherwise when the reader last looked.
    Changed,
}

/// The values of `is:`, and what each means.
pub const STATES: &[(&str, State, &str)] = &[
    ("now", State::Now, "on now"),
    ("next", State::Next, "next in its room"),
    ("past", State::Past, "over"),
    ("fav", State::Favourite, "a favourite"),
    ("must", State::Must, "a favourite not to be missed"),
    ("clash", State::Clash, "a favourite that overlaps another"),
    ("hidden", State::Hidden, "hidden with x"),
    ("cancelled", State::Cancelled, "does not take place"),
    ("tbc", State::Tbc, "to be confirmed"),
    ("new", State::New, "new since you last looked"),
    ("changed", State::Changed, "changed since you last looked"),
];

/// What an entry can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// An abstract.
    Abstract,
    /// A link.
    Link,
    /// Somebody who takes part.
    Speaker,
    /// A room.
    Room,
    /// A track.
    Track,
    /// A time, its own or that of its session.
    Time,
    /// A note of the reader's.
    Note,
}

/// The values of `has:`, and what each means.
pub const THINGS: &[(&str, Thing, &str)] = &[
    ("abstract", Thing::Abstract, "an abstract"),
    ("link", Thing::Link, "a link"),
    ("speaker", Thing::Speaker, "somebody who takes part"),
    ("room", Thing::Room, "a room"),
    ("track", Thing::Track, "a track"),
    ("time", Thing::Time, "a time"),
    ("note", Thing::Note, "a note of your own"),
];

/// The field of this name, in any case.
pub(super) fn named(name: &str) -> Option<&'static Field> {
    let same = |other: &str| other.eq_ignore_ascii_case(name);
    FIELDS
        .iter()
        .find(|field| same(field.name) || field.alias.is_some_and(same))
}

/// The name under which a part is searched.
pub(super) fn of_part(part: Part) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.means == Means::Text(part))
}
