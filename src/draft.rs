//! A schedule as it was read: unchecked, with the place of every record.
//!
//! A reader ([`crate::format`]) writes a [`Draft`]; [`crate::schedule::check`] turns it into a
//! [`Schedule`](crate::schedule::Schedule) and says what is wrong with it. Texts are here as the
//! file has them: not cleaned, not joined, ids not looked up.

use chrono::format::{self, Fixed, Item, Numeric, Pad, Parsed};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use chrono_tz::Tz;

/// Where something stands in the file it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Line and column, both counted from 1, the column in characters.
    pub at: Option<(usize, usize)>,
    /// The path inside the document, such as `sessions[3].talks[0]`; empty where there is none.
    pub path: String,
}

/// What a reader itself has to complain about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A record or a field that is not what it should be; it was left out.
    Broken,
    /// A key that the format does not know; it was ignored.
    UnknownKey,
    /// Something that the format has otherwise, read as it was meant; nothing was lost.
    Mended,
    /// The file says two things that cannot both be right; the message says which one counts.
    Contradiction,
    /// A contradiction between the local start and the date with its offset.
    WallClock,
    /// A contradiction between the room of an entry and the one under which it is listed.
    Room,
}

/// A complaint of a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The kind of trouble.
    pub trouble: Trouble,
    /// A sentence for the person who wrote the file.
    pub message: String,
    /// Where it is.
    pub origin: Origin,
}

/// A whole schedule as read.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What the file says of the event itself.
    pub event: Event,
    /// People by id.
    pub people: Vec<Person>,
    /// Declared rooms, in the file's order.
    pub rooms: Vec<Named>,
    /// Declared tracks, in the file's order.
    pub tracks: Vec<Named>,
    /// The entries of the timetable, in the file's order.
    pub sessions: Vec<Entry>,
    /// What went wrong while reading.
    pub complaints: Vec<Complaint>,
}

/// The event's header.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// A short name that stays the same over the years of its use, such as `es-fomo-2024`.
    pub id: Option<String>,
    /// The event's name.
    pub title: Option<String>,
    /// What stands under the name.
    pub subtitle: Option<String>,
    /// An IANA zone name, such as `Europe/Vienna`.
    pub time_zone: Option<String>,
    /// The zone as the source prints it for people, such as `CET, UTC+2`.
    pub time_zone_label: Option<String>,
    /// The time at which a day of the event begins; entries before it belong to the day before.
    pub day_change: Option<NaiveTime>,
    /// The first day and the last one, where the file says them apart from its entries.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The event's page.
    pub url: Option<String>,
    /// Where it takes place.
    pub location: Option<String>,
    /// An address for questions.
    pub contact: Option<String>,
    /// What the event is about, as it was written: HTML, Markdown or plain.
    pub description: Option<String>,
    /// Links of the event.
    pub links: Vec<Link>,
    /// Deadlines and other dates that are no entries.
    pub dates: Vec<ImportantDate>,
    /// Remarks on the timetable.
    pub notes: Vec<String>,
    /// Where the header stands.
    pub origin: Origin,
}

/// A date of the event that is no entry of its timetable.
#[derive(Clone, Debug)]
pub struct ImportantDate {
    /// The day.
    pub date: NaiveDate,
    /// What happens on it.
    pub title: String,
    /// A remark.
    pub note: Option<String>,
}

/// A person.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The id by which entries refer to the person.
    pub id: String,
    /// The person's name.
    pub name: Option<String>,
    /// University, company or project.
    pub affiliation: Option<String>,
    /// As it was written: HTML, Markdown or plain.
    pub biography: Option<String>,
    /// Links of the person.
    pub links: Vec<Link>,
    /// Where the record stands.
    pub origin: Origin,
}

/// A room or a track.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The id by which entries refer to it.
    pub id: String,
    /// The name for people; the id where absent.
    pub name: Option<String>,
    /// Red, green and blue of the colour that the event gave it.
    pub color: Option<[u8; 3]>,
    /// Where the record stands.
    pub origin: Origin,
}

/// What `#rrggbb` or `#rgb` means, the `#` in front of it or not.
pub fn color(text: &str) -> Option<[u8; 3]> {
    let text = text.trim();
    let digits = text.strip_prefix('#').unwrap_or(text);
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    match digits.len() {
        6 => Some([red, green, blue]),
        // Each digit stands for two.
        3 => Some([green & 15, blue >> 4, blue & 15].map(|digit| digit * 17)),
        _ => None,
    }
}

/// A point in time as a file gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Time {
    /// A wall clock time in the event's zone.
    Local(NaiveDateTime),
    /// An instant, as it came with an offset.
    Instant(DateTime<FixedOffset>),
    /// A wall clock time in a zone of its own, which need not be the event's.
    Zoned(NaiveDateTime, Tz),
}

/// The years that have four digits in every time zone.
pub const YEARS: std::ops::RangeInclusive<i32> = 1..=9998;

const DATE: &[Item] = &[
    Item::Numeric(Numeric::Year, Pad::Zero),
    Item::Literal("-"),
    Item::Numeric(Numeric::Month, Pad::Zero),
    Item::Literal("-"),
    Item::Numeric(Numeric::Day, Pad::Zero),
];
const MINUTES: &[Item] = &[
    Item::Numeric(Numeric::Hour, Pad::Zero),
    Item::Literal(":"),
    Item::Numeric(Numeric::Minute, Pad::Zero),
];
const SECONDS: &[Item] = &[
    Item::Numeric(Numeric::Hour, Pad::Zero),
    Item::Literal(":"),
    Item::Numeric(Numeric::Minute, Pad::Zero),
    Item::Literal(":"),
    Item::Numeric(Numeric::Second, Pad::Zero),
    Item::Fixed(Fixed::Nanosecond),
];
const OFFSET: &[Item] = &[Item::Fixed(Fixed::TimezoneOffset)];

/// What chrono makes of a text; the items are spelled out above, since taking a format apart for
/// every time of a large file would cost as much as the rest.
fn parsed(text: &str, items: &[Item]) -> Option<Parsed> {
    let mut parsed = Parsed::new();
    format::parse(&mut parsed, text, items.iter()).ok()?;
    Some(parsed)
}

impl Time {
    /// Reads `2024-07-27T09:15`, local, or `2024-07-27T09:15+02:00`, an instant. Seconds are
    /// optional, a space may stand for the `T`, and the year has four digits.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !has_year(text) {
            return None;
        }
        let (date, clock) = text.split_once(['T', 't', ' '])?;
        let date = parsed(date, DATE)?.to_naive_date().ok()?;
        let clock = clock.trim();
        let zulu = clock.strip_suffix(['Z', 'z']);
        let sign = clock.find(['+', '-']).filter(|_| zulu.is_none());
        let (clock, offset) = match (zulu, sign) {
            (Some(clock), _) => (clock, Some(FixedOffset::east_opt(0)?)),
            (None, Some(sign)) => {
                let (clock, offset) = clock.split_at_checked(sign)?;
                let offset = parsed(offset, OFFSET)?.to_fixed_offset().ok()?;
                (clock, Some(offset))
            }
            (None, None) => (clock, None),
        };
        let clock = clock.trim_end();
        let seconds = clock.len() > "09:15".len();
        let clock = parsed(clock, if seconds { SECONDS } else { MINUTES })?;
        let local = date.and_time(clock.to_naive_time().ok()?);
        let time = match offset {
            None => Self::Local(local),
            Some(offset) => Self::Instant(local.and_local_timezone(offset).single()?),
        };
        Some(time.on_the_minute()).filter(|time| YEARS.contains(&time.year()))
    }

    /// Without fractions, and without leap seconds, which no timetable means.
    fn on_the_minute(self) -> Self {
        match self {
            Self::Local(time) => Self::Local(time.with_nanosecond(0).unwrap_or(time)),
            Self::Instant(time) => Self::Instant(time.with_nanosecond(0).unwrap_or(time)),
            Self::Zoned(time, zone) => Self::Zoned(time.with_nanosecond(0).unwrap_or(time), zone),
        }
    }

    /// The date and the clock as written, whatever zone they are in.
    pub fn written(self) -> NaiveDateTime {
        match self {
            Self::Local(time) | Self::Zoned(time, _) => time,
            Self::Instant(time) => time.naive_local(),
        }
    }

    /// The minutes from here to an end that is written in the same way.
    pub fn minutes_until(self, end: Self) -> Option<i64> {
        let length = match (self, end) {
            (Self::Instant(start), Self::Instant(end)) => end - start,
            (Self::Local(start), Self::Local(end)) => end - start,
            _ => return None,
        };
        Some(length.num_minutes())
    }

    /// Writes it so that [`Time::parse`] reads the same; in a zone of its own, the time on its walls.
    pub fn to_text(self) -> String {
        let form = match self.written().second() {
            0 => "%Y-%m-%dT%H:%M",
            _ => "%Y-%m-%dT%H:%M:%S",
        };
        match self {
            Self::Local(time) | Self::Zoned(time, _) => time.format(form).to_string(),
            Self::Instant(time) => {
                // No offset is written with seconds: those of times before standard time are rounded.
                let minutes = time.offset().local_minus_utc().div_euclid(60) * 60;
                let offset = FixedOffset::east_opt(minutes).unwrap_or(*time.offset());
                let form = format!("{form}%:z");
                time.with_timezone(&offset).format(&form).to_string()
            }
        }
    }

    fn year(self) -> i32 {
        match self {
            Self::Local(time) | Self::Zoned(time, _) => time.year(),
            Self::Instant(time) => time.year(),
        }
    }
}

/// Whether a date begins with a year of four digits: chrono takes fewer, and a sign.
pub fn has_year(date: &str) -> bool {
    let year = date.split_once('-').map(|(year, _)| year.as_bytes());
    year.is_some_and(|year| year.len() == 4 && year.iter().all(u8::is_ascii_digit))
}

/// The four digits with which a date begins, where these are no year of [`YEARS`].
pub fn odd_year(date: &str) -> Option<&str> {
    let date = date.trim();
    let year = date.get(..4).filter(|_| has_year(date))?;
    let number = year.parse::<i32>().ok()?;
    (!YEARS.contains(&number)).then_some(year)
}

/// Which part of a text keeps it from being a time or a day, where it has the form of one: `there is no month 13`.
pub fn fault(text: &str) -> Option<String> {
    let text = text.trim();
    if !has_year(text) {
        return fault_of_clock(text);
    }
    if let Some(year) = odd_year(text) {
        return Some(format!("the year {year} is out of range"));
    }
    let (date, clock) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let [year, month, day] = numbers(date, '-')?.try_into().ok()?;
    if !(1..=12).contains(&month) {
        return Some(format!("there is no month {month}"));
    }
    if NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).is_none() {
        return Some(format!("{year:04}-{month:02} has no day {day}"));
    }
    fault_of_clock(clock.trim())
}

/// The same of a time of day, behind which an offset may stand.
fn fault_of_clock(text: &str) -> Option<String> {
    let text = text.trim_end_matches(['Z', 'z']);
    let (clock, offset) = text.split_at(text.find(['+', '-']).unwrap_or(text.len()));
    if !clock.is_empty() {
        let whole = clock.trim_end().split('.').next().unwrap_or_default();
        let numbers = numbers(whole, ':').filter(|all| (2..=3).contains(&all.len()))?;
        let parts = [("hour", 23), ("minute", 59), ("second", 60)];
        let mut parts = parts.iter().zip(numbers);
        if let Some(((name, _), number)) = parts.find(|((_, most), number)| number > most) {
            return Some(format!("there is no {name} {number}"));
        }
    }
    let [hours, minutes] = numbers(offset.get(1..)?, ':')?.try_into().ok()?;
    (hours > 23 || minutes > 59).then(|| format!("there is no offset {offset}"))
}

/// The short numbers that a text consists of.
fn numbers(text: &str, between: char) -> Option<Vec<u32>> {
    let number = |text: &str| {
        let digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits)
    };
    text.split(between).map(number).collect()
}

/// A session of the timetable, or a talk inside one.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The file's own id.
    pub id: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// What stands under the title.
    pub subtitle: Option<String>,
    /// Free text: `talk`, `break`, `panel`, …
    pub kind: Option<String>,
    /// When it starts.
    pub start: Option<Time>,
    /// When it ends.
    pub end: Option<Time>,
    /// How long it takes, in minutes; used where there is no end.
    pub duration: Option<i64>,
    /// The day under which the file lists it.
    pub day: Option<NaiveDate>,
    /// Rooms by id or name.
    pub rooms: Vec<String>,
    /// Track by id or name.
    pub track: Option<String>,
    /// Language, as the file writes it.
    pub language: Option<String>,
    /// Who takes part, and as what.
    pub people: Vec<Credit>,
    /// As it was written: HTML, Markdown or plain.
    pub abstract_text: Option<String>,
    /// Links of the entry.
    pub links: Vec<Link>,
    /// `confirmed`, `tbc` or `cancelled`.
    pub status: Option<Status>,
    /// Remarks.
    pub notes: Vec<String>,
    /// The talks inside a session.
    pub talks: Vec<Entry>,
    /// Where the record stands.
    pub origin: Origin,
}

/// Whether an entry takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It does, as far as anybody knows.
    Confirmed,
    /// To be confirmed.
    Tbc,
    /// It does not.
    Cancelled,
}

impl Status {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Tbc => "tbc",
            Self::Cancelled => "cancelled",
        }
    }

    /// What a word of JSON means.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Confirmed, Self::Tbc, Self::Cancelled];
        all.into_iter().find(|status| status.name() == name)
    }
}

/// One person's part in an entry.
#[derive(Clone, Debug, Default)]
pub struct Credit {
    /// The id of a declared person.
    pub person: Option<String>,
    /// The name, where the person is not declared.
    pub name: Option<String>,
    /// The affiliation, where it is given with the entry.
    pub affiliation: Option<String>,
    /// Free text: `speaker`, `panelist`, `moderator`, …
    pub role: Option<String>,
}

/// A link with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it leads to, for people.
    pub title: Option<String>,
    /// The target as written.
    pub url: String,
}
