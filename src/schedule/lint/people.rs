//! Who takes part, and how they are called.

pub(super) mod expected;
mod spelling;

use foldhash::{HashMap, HashSet};

use self::expected::Expected;
use super::{Report, Whole, below, many};
use crate::{
    schedule::{Credit, Entry, Origin, Person, Schedule, check::names::is_placeholder},
    text::fold::{Fold, fold},
};

/// So many records of the same name are told one by one. More come from a platform that makes a new one each time.
const FEW: usize = 10;

/// The entries of each person, by index: for all people at once, since an entry may name thousands.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    schedule: &'a Schedule,
    by_person: Vec<Vec<usize>>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(schedule: &'a Schedule) -> Self {
        let mut by_person = vec![Vec::new(); schedule.people().len()];
        for (index, entry) in schedule.entries().iter().enumerate() {
            for person in entry.people.iter().filter_map(|credit| credit.person) {
                if let Some(theirs) = by_person.get_mut(person) {
                    theirs.push(index);
                }
            }
        }
        Self {
            schedule,
            by_person,
        }
    }

    /// The entries of a person, in listing order.
    pub(super) fn of(&self, person: usize) -> &[usize] {
        self.by_person.get(person).map_or(&[], Vec::as_slice)
    }

    /// The first entry of a person.
    pub(super) fn first(&self, person: usize) -> Option<&'a Entry> {
        self.schedule.entry(*self.of(person).first()?)
    }
}

/// Talks that name nobody, where most others do.
pub(crate) fn missing(whole: &Whole, report: &mut Report) {
    let expected = Expected {
        has: |entry| !entry.people.is_empty(),
        one: "names nobody",
        many: "name nobody",
        others: "name somebody",
    };
    expected::tell(whole.schedule, report, &expected);
}

/// People who seem to be one; one finding per group of spellings.
pub(crate) fn spelled_differently(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let told = told_as_twice(schedule);
    let parts = &whole.parts;
    let mut same_name = Vec::new();
    for group in spelling::groups(parts) {
        if is_told(&group, &told) {
            continue;
        }
        let group = Group::new(parts, &group);
        if group.names().len() > 1 {
            group.report(report);
        } else {
            same_name.push(group);
        }
    }
    if same_name.len() <= FEW {
        for group in &same_name {
            group.report(report);
        }
    } else if let Some(first) = same_name.first() {
        let names = many::quoted(
            same_name
                .iter()
                .flat_map(|group| group.names().into_iter().take(1)),
        );
        let message = format!(
            "{} people stand more than once, with different ids, such as {names}",
            same_name.len()
        );
        let entries: Vec<&Entry> = same_name.iter().flat_map(Group::entries).collect();
        report.add(&message, &first.origin(), &entries);
    }
}

/// People who seem to be one, each with an entry of theirs.
struct Group<'a> {
    people: Vec<(&'a Person, Option<&'a Entry>)>,
}

impl<'a> Group<'a> {
    fn new(parts: &Parts<'a>, indices: &[usize]) -> Self {
        let people = indices.iter().filter_map(|index| {
            let person = parts.schedule.people().get(*index)?;
            Some((person, parts.first(*index)))
        });
        Self {
            people: people.collect(),
        }
    }

    /// The spellings, each once.
    fn names(&self) -> Vec<&'a str> {
        self.spellings()
            .map(|(person, _)| person.name.as_str())
            .collect()
    }

    /// One person for each spelling.
    fn spellings(&self) -> impl Iterator<Item = &(&'a Person, Option<&'a Entry>)> {
        let mut seen = HashSet::default();
        self.people
            .iter()
            .filter(move |(person, _)| seen.insert(&person.name))
    }

    fn entries(&self) -> Vec<&'a Entry> {
        let mut seen = HashSet::default();
        let entries = self.people.iter().filter_map(|(_, entry)| *entry);
        entries.filter(|entry| seen.insert(&entry.id)).collect()
    }

    /// Where the last record stands in the file; without any, the last entry that names the person.
    fn origin(&self) -> Origin {
        let origins = self.people.iter().map(|(person, entry)| match entry {
            Some(entry) if person.origin.path.is_empty() => (false, below(&entry.origin, "people")),
            _ => (true, person.origin.clone()),
        });
        let last = origins.max_by_key(|(is_record, origin)| (*is_record, origin.at));
        last.map(|(_, origin)| origin).unwrap_or_default()
    }

    fn message(&self) -> String {
        let names = self.names();
        if let [name] = names.as_slice() {
            let ids = self.people.iter().map(|(person, _)| &person.id);
            let times = match self.people.len() {
                2 => "twice".to_owned(),
                times => format!("{times} times"),
            };
            return format!(
                "“{name}” stands {times}, with the ids {}",
                many::quoted(ids)
            );
        }
        let spellings = self.spellings().map(|(person, entry)| match entry {
            Some(entry) => format!("“{}” in “{}”", person.name, entry.title),
            None => format!("“{}”", person.name),
        });
        let spellings: Vec<String> = spellings.collect();
        format!("these seem to be one person: {}", many::listed(&spellings))
    }

    fn report(&self, report: &mut Report) {
        report.add(&self.message(), &self.origin(), &self.entries());
    }
}

/// Somebody who stands twice among the people of an entry.
pub(crate) fn twice_in_one(whole: &Whole, report: &mut Report) {
    for entry in whole.schedule.entries() {
        let mut told: HashSet<*const Credit> = HashSet::default();
        for (first, again) in repeated(entry) {
            // Who stands there three times is told once.
            if !told.insert(first) {
                continue;
            }

            let (name, role) = (&again.name, &again.role);
            let message = if first.name == *name {
                format!("“{}” names “{name}” twice as {role}", entry.title)
            } else {
                format!(
                    "“{}” names “{}” and “{name}”, who seem to be one {role}",
                    entry.title, first.name
                )
            };
            report.in_field(&message, entry, "people");
        }
    }
}

/// The records that some entry has twice in one role, the first one before the other.
fn told_as_twice(schedule: &Schedule) -> HashSet<(usize, usize)> {
    let pairs = schedule.entries().iter().flat_map(repeated);
    let pairs = pairs.filter_map(|(first, again)| first.person.zip(again.person));
    pairs.collect()
}

/// Whether some entry has them all, so that it is told there.
fn is_told(group: &[usize], told: &HashSet<(usize, usize)>) -> bool {
    group.len() <= FEW
        && group.iter().any(|first| {
            let mut others = group.iter().filter(|other| *other != first);
            others.all(|other| told.contains(&(*first, *other)))
        })
}

/// Who stands in an entry again in the same role, behind the first time: the same person, or the same name. Two of one
/// name from different places are two.
fn repeated(entry: &Entry) -> Vec<(&Credit, &Credit)> {
    let mut again = Vec::new();
    if entry.people.len() < 2 {
        return again;
    }
    let mut people: HashMap<(usize, &str), &Credit> = HashMap::default();
    let mut names: HashMap<(String, &str), &Credit> = HashMap::default();
    let credits = entry.people.iter();
    for credit in credits.filter(|credit| !is_placeholder(&credit.name)) {
        let role = credit.role.as_str();
        let name = (fold(&credit.name, Fold::LOOSE), role);
        let by_person = credit
            .person
            .map(|person| *people.entry((person, role)).or_insert(credit));
        let by_name = *names.entry(name).or_insert(credit);
        let first = by_person
            .filter(|first| !std::ptr::eq(*first, credit))
            .unwrap_or(by_name);
        let is_other = std::ptr::eq(first, credit) || is_namesake(first, credit);
        if !is_other {
            again.push((first, credit));
        }
    }
    again
}

/// Whether two of one name are two, since they come from different places.
fn is_namesake(one: &Credit, other: &Credit) -> bool {
    let affiliation = |credit: &Credit| {
        credit
            .affiliation
            .as_deref()
            .map(|text| fold(text, Fold::LOOSE))
    };
    matches!((affiliation(one), affiliation(other)), (Some(one), Some(other)) if one != other)
}
