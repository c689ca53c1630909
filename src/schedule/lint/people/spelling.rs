//! One person under several names.
//!
//! Every name gives keys, and who shares a key is one person: the words of the name folded and in the order of the
//! alphabet, so that case, accents, “Turing, Alan” and a “Dr.” make no difference. Initials and middle names are weaker
//! signs; they count where nobody else could be meant. A single word may be a nickname, which is one person's, or a first
//! name, which is not; where somebody else has it before a surname it is the latter. No two names are ever compared with each other but within a key,
//! so that ten thousand people take no longer than reading them.

use foldhash::{HashMap, HashSet};

use super::Parts;
use crate::{
    arrange::Arrange as _,
    schedule::{Person, check::names::is_placeholder},
    text::fold::{Fold, fold, fold_into},
};

/// Words before and behind a name that are not part of it.
const BEFORE: &[&str] = &[
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "mx",
    "sir",
    "dipl",
    "ing",
    "rev",
    "hon",
    "med",
];
const BEHIND: &[&str] = &["phd", "ph", "d", "md", "msc", "bsc", "mba", "esq"];

/// Words of those who are several.
const GROUPS: &[&str] = &[
    "and",
    "und",
    "et",
    "team",
    "teams",
    "crew",
    "group",
    "orga",
    "organizers",
    "organisers",
    "staff",
    "committee",
    "collective",
    "kollektiv",
    "volunteers",
    "everyone",
    "everybody",
    "all",
    "various",
    "multiple",
    "several",
    "speakers",
    "panelists",
    "friends",
    "community",
    "gruppe",
    "anonymous",
    "unknown",
    "moderator",
    "chair",
];

/// A surname of fewer letters is too common to stand for somebody.
const SURNAME: usize = 4;

/// A single word of fewer letters is too short to be somebody's own, unless a digit is in it.
const NICKNAME: usize = 4;

/// Weak signs that bring together so many people mean nothing.
const TOO_MANY: usize = 8;

/// The names of fewer letters are not joined across their spaces.
const JOINED: usize = 6;

/// Groups of people that seem to be one, by index; the groups and those in them in the order of the people.
pub(super) fn groups(parts: &Parts) -> Vec<Vec<usize>> {
    let people = parts.schedule.people();
    let read: Vec<Option<Name>> = people
        .iter()
        .map(|person| Name::read(&person.name))
        .collect();
    let named: Named = read
        .iter()
        .enumerate()
        .filter_map(|(index, name)| Some((index, name.as_ref()?)))
        .collect();
    let apart = |one: usize, other: usize| is_apart(parts, one, other);
    let mut same = joined(people.len(), &named, &apart);
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::default();
    for index in 0..people.len() {
        let root = same.root(index);
        groups.entry(root).or_default().push(index);
    }
    let mut groups: Vec<Vec<usize>> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect();
    groups.arrange();
    groups
        .into_iter()
        .filter_map(|group| without_namesakes(people, group))
        .collect()
}

/// Who of so many people are the same, by their names.
fn joined(count: usize, named: &Named, apart: &impl Fn(usize, usize) -> bool) -> Same {
    let first_names = named.iter().filter(|(_, name)| name.surname().is_some());
    let first_names: HashSet<&str> = first_names.filter_map(|(_, name)| name.first()).collect();
    let is_first_name = |name: &Name| matches!(name.words.as_slice(), [only] if first_names.contains(only.as_str()));
    let named = named.iter().filter(|(_, name)| !is_first_name(name));
    let named: Named = named.copied().collect();
    let mut same = Same::new(count);
    by_words(&named, &mut same);
    by_middle(&named, &mut same, apart);
    by_initials(&named, &mut same, apart);
    same
}

type Named<'a> = Vec<(usize, &'a Name)>;

/// Two who have the very same name and different affiliations may well be two.
fn without_namesakes(people: &[Person], group: Vec<usize>) -> Option<Vec<usize>> {
    let person = |index: &usize| people.get(*index);
    let mut spellings = HashSet::default();
    let mut affiliations = HashSet::default();
    for person in group.iter().filter_map(person) {
        spellings.insert(&person.name);
        affiliations.extend(affiliation(person));
    }
    (spellings.len() > 1 || affiliations.len() <= 1).then_some(group)
}

fn affiliation(person: &Person) -> Option<String> {
    person
        .affiliation
        .as_deref()
        .map(|text| fold(text, Fold::LOOSE))
}

/// Whether two are known to be two: they stand in one entry, or at different places.
fn is_apart(parts: &Parts, one: usize, other: usize) -> bool {
    let affiliation = |index: usize| parts.schedule.people().get(index).and_then(affiliation);
    if let (Some(one), Some(other)) = (affiliation(one), affiliation(other))
        && one != other
    {
        return true;
    }
    let entries: HashSet<usize> = parts.of(one).iter().copied().collect();
    parts.of(other).iter().any(|entry| entries.contains(entry))
}

/// A name taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    /// Its words, folded, in their order: “Turing, Alan” is turned round.
    words: Vec<String>,
    /// The same with `ä` as `ae` and so on, where that makes a difference.
    spelled_out: Option<Vec<String>>,
}

impl Name {
    /// None for what is no single person's name.
    fn read(name: &str) -> Option<Self> {
        if is_placeholder(name) || name.contains(['&', '/', '+', ';']) {
            return None;
        }
        let words = words(&fold(name, Fold::LOOSE));
        let is_short = |word: &String| {
            word.chars().count() < NICKNAME && !word.contains(|c: char| c.is_numeric())
        };
        if matches!(words.as_slice(), [only] if is_short(only)) {
            return None;
        }
        if words.is_empty() || words.iter().any(|word| GROUPS.contains(&word.as_str())) {
            return None;
        }
        let spelled_out = (!name.is_ascii())
            .then(|| self::words(&spelled_out(name)))
            .filter(|other| *other != words);
        Some(Self { words, spelled_out })
    }

    fn first(&self) -> Option<&str> {
        self.words.first().map(String::as_str)
    }

    /// The last word of several.
    fn surname(&self) -> Option<&str> {
        match self.words.as_slice() {
            [_, .., last] => Some(last),
            _ => None,
        }
    }

    fn middle(&self) -> &[String] {
        match self.words.as_slice() {
            [_, middle @ .., _] => middle,
            _ => &[],
        }
    }
}

/// A text folded with the German, Danish and Norwegian letters as they are written where a keyboard has none.
fn spelled_out(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut spelled = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        match c {
            'ä' | 'Ä' => spelled.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => spelled.push_str("oe"),
            'ü' | 'Ü' => spelled.push_str("ue"),
            'å' | 'Å' => spelled.push_str("aa"),
            _ => spelled.push(c),
        }
    }
    fold_into(&spelled, Fold::LOOSE, &mut out);
    out
}

/// Whether what stands behind a comma is a given name, and no title.
fn is_given(behind: &str) -> bool {
    let mut words = behind
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    !behind.contains(',') && words.next().is_some_and(|word| !BEHIND.contains(&word))
}

/// The words of a folded name without titles, the surname last.
fn words(folded: &str) -> Vec<String> {
    let turned;
    let folded = match folded.split_once(',') {
        Some((surname, first)) if is_given(first) => {
            turned = format!("{first} {surname}");
            &turned
        }
        _ => folded,
    };
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let before = words
        .iter()
        .take_while(|word| BEFORE.contains(word))
        .count();
    let behind = words
        .iter()
        .rev()
        .take_while(|word| BEHIND.contains(word))
        .count();
    let bare = words
        .get(before..words.len().saturating_sub(behind))
        .unwrap_or_default();
    // “Dr. Who” is called so.
    let words = if bare.len() < 2 {
        words.as_slice()
    } else {
        bare
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Same words in any order, or the same letters with other spaces.
fn by_words(named: &Named, same: &mut Same) {
    let mut seen: HashMap<String, usize> = HashMap::default();
    for (index, name) in named {
        for words in std::iter::once(&name.words).chain(&name.spelled_out) {
            let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
            sorted.arrange();
            let joined = Some(words.concat()).filter(|joined| joined.chars().count() >= JOINED);
            for key in std::iter::once(sorted.join(" ")).chain(joined) {
                same.join(*index, *seen.entry(key).or_insert(*index));
            }
        }
    }
}

/// “John A. Smith” and “John Smith”, if there is no “John B. Smith” as well.
fn by_middle(named: &Named, same: &mut Same, apart: &impl Fn(usize, usize) -> bool) {
    let mut alike: HashMap<(&str, &str), Named> = HashMap::default();
    for (index, name) in named {
        if let (Some(first), Some(surname)) = (name.first(), name.surname())
            && first.chars().count() > 1
            && surname.chars().count() > 1
        {
            alike
                .entry((first, surname))
                .or_default()
                .push((*index, name));
        }
    }
    for people in alike.into_values() {
        let with_middle = people.iter().filter(|(_, name)| !name.middle().is_empty());
        let mut middles: Vec<&[String]> = with_middle.map(|(_, name)| name.middle()).collect();
        middles.arrange_by_key(|middle| std::cmp::Reverse(middle.concat().len()));
        middles.dedup();
        let Some(fullest) = middles.first() else {
            continue;
        };
        if middles.iter().all(|middle| abbreviates(middle, fullest)) {
            join_unless_apart(&people, same, apart);
        }
    }
}

/// Whether middle names are the same as fuller ones, each in full or with its initial, the last ones left out or not.
fn abbreviates(short: &[String], full: &[String]) -> bool {
    let mut pairs = short.iter().zip(full);
    short.len() <= full.len() && pairs.all(|(short, full)| is_short_for(short, full))
}

fn is_short_for(short: &str, full: &str) -> bool {
    short == full || (short.chars().count() == 1 && full.starts_with(short))
}

/// “J. Smith” and “John Smith”, if nobody else is called so.
fn by_initials(named: &Named, same: &mut Same, apart: &impl Fn(usize, usize) -> bool) {
    let mut by_surname: HashMap<&str, Named> = HashMap::default();
    for (index, name) in named {
        if let Some(surname) = name
            .surname()
            .filter(|name| name.chars().count() >= SURNAME)
        {
            by_surname.entry(surname).or_default().push((*index, name));
        }
    }
    for people in by_surname.into_values() {
        let is_initial = |name: &Name| name.first().is_some_and(|first| first.chars().count() == 1);
        let (short, full): (Named, Named) =
            people.into_iter().partition(|(_, name)| is_initial(name));
        let persons = |people: &Named, same: &mut Same| {
            let roots: HashSet<usize> = people.iter().map(|(index, _)| same.root(*index)).collect();
            roots.len()
        };
        // Of a surname that several have, an initial says little.
        if short.is_empty() || persons(&full, same) != 1 || persons(&short, same) != 1 {
            continue;
        }
        let pair = [short.first(), full.first()];
        let [Some((_, short_name)), Some((_, full_name))] = pair else {
            continue;
        };
        let given = |name: &Name| {
            name.words
                .get(..name.words.len().saturating_sub(1))
                .map(<[_]>::to_vec)
        };
        if let (Some(short_given), Some(full_given)) = (given(short_name), given(full_name))
            && (abbreviates(&short_given, &full_given) || begins_alike(&short_given, &full_given))
        {
            let both: Named = short.iter().chain(&full).copied().collect();
            join_unless_apart(&both, same, apart);
        }
    }
}

/// “J. R.” and “John”: the first initial is right, and nothing contradicts it.
fn begins_alike(short: &[String], full: &[String]) -> bool {
    let first = |words: &[String]| words.first().cloned().unwrap_or_default();
    full.len() == 1 && is_short_for(&first(short), &first(full))
}

/// All of them are one, unless one of them is known to be another one.
fn join_unless_apart(people: &Named, same: &mut Same, apart: &impl Fn(usize, usize) -> bool) {
    let Some(((first, _), others)) = people.split_first() else {
        return;
    };
    if people.len() < TOO_MANY
        && others
            .iter()
            .all(|(other, _)| same.is_joined(*first, *other) || !apart(*first, *other))
    {
        for (other, _) in others {
            same.join(*first, *other);
        }
    }
}

/// Who is the same as whom.
struct Same {
    parents: Vec<usize>,
}

impl Same {
    fn new(count: usize) -> Self {
        Self {
            parents: (0..count).collect(),
        }
    }

    fn parent(&self, index: usize) -> usize {
        self.parents.get(index).copied().unwrap_or(index)
    }

    /// The one that stands for all that are the same.
    fn root(&mut self, index: usize) -> usize {
        let mut here = index;
        while self.parent(here) != here {
            // Each is put below its parent's parent on the way, so that ways stay short.
            let above = self.parent(self.parent(here));
            if let Some(slot) = self.parents.get_mut(here) {
                *slot = above;
            }
            here = above;
        }
        here
    }

    fn is_joined(&mut self, one: usize, other: usize) -> bool {
        self.root(one) == self.root(other)
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(slot) = self.parents.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Option<String> {
        Name::read(name).map(|name| name.words.join(" "))
    }

    #[test]
    fn names_come_apart_into_words() {
        for (name, words) in [
            ("Ada Lovelace", "ada lovelace"),
            ("  Ada   LOVELACE ", "ada lovelace"),
            ("Turing, Alan", "alan turing"),
            ("Prof. Dr. Ada Lovelace", "ada lovelace"),
            ("Ada Lovelace, Ph.D.", "ada lovelace"),
            ("Dr. Who", "dr who"),
            ("Jean-Pierre Sérre", "jean pierre serre"),
            ("Miles O’Brien", "miles obrien"),
            ("Łukasz Żółty", "łukasz zołty"),
            ("@nwng", "nwng"),
            ("K8", "k8"),
            ("王 伟", "王 伟"),
        ] {
            assert_eq!(
                read(name).as_deref(),
                Some(words).map(|words| fold(words, Fold::LOOSE)).as_deref(),
                "{name}"
            );
        }
        for nobody in [
            "",
            "TBA",
            "The Team",
            "Ada & Bob",
            "Ada und Bob",
            "mo",
            "💌",
            "A/V Angels",
        ] {
            assert_eq!(read(nobody), None, "{nobody}");
        }
    }

    /// Which of these names are one person; no entry and no affiliation speaks for or against it.
    fn are_one(names: &[&str]) -> bool {
        let read: Vec<Option<Name>> = names.iter().map(|name| Name::read(name)).collect();
        let people: Named = read
            .iter()
            .enumerate()
            .filter_map(|(index, name)| Some((index, name.as_ref()?)))
            .collect();
        let mut same = joined(names.len(), &people, &|_, _| false);
        (1..names.len()).all(|other| same.is_joined(0, other))
    }

    #[test]
    fn spellings_of_one_name() {
        for names in [
            ["Jürgen Groß", "Juergen Gross"],
            ["Jürgen Groß", "Jurgen Gross"],
            ["Søren Ångström", "Soeren Aangstroem"],
            ["Søren Ångström", "Soren Angstrom"],
            ["Alan Turing", "Turing, Alan"],
            ["Alan Turing", "TURING Alan"],
            ["Dr. Ada Lovelace", "Ada Lovelace"],
            ["Ada  Lovelace", "Ada Lovelace"],
            ["Jean-Pierre Serre", "Jean Pierre Serre"],
            ["Jeremy Rand", "JeremyRand"],
            ["José García", "Jose Garcia"],
            ["John A. Smith", "John Smith"],
            ["John A. Smith", "John Adam Smith"],
            ["J. Hopcroft", "John Hopcroft"],
            ["J. E. Hopcroft", "John Edward Hopcroft"],
            ["J. E. Hopcroft", "John Hopcroft"],
            ["nwng", "Nwng"],
            ["Лев Толстой", "Толстой Лев"],
        ] {
            assert!(are_one(&names), "{names:?}");
        }
    }

    #[test]
    fn names_of_several() {
        for names in [
            ["Ada Lovelace", "Ida Lovelace"],
            ["John A. Smith", "John B. Smith"],
            ["J. Hopcroft", "Karl Hopcroft"],
            ["J. E. Hopcroft", "John Karl Hopcroft"],
            ["J. Li", "Jun Li"],
            ["Team Red", "TEAM Red"],
            ["John", "John Smith"],
            ["Speaker 1", "Speaker 2"],
            ["Rafael Nowak", "Rafał Nowak"],
            ["mo", "Mo"],
            ["TBA", "tba"],
        ] {
            assert!(!are_one(&names), "{names:?}");
        }
        // An initial that may be either of two is nobody's; a first name is not a nickname.
        assert!(!are_one(&["J. Hopcroft", "John Hopcroft", "Jane Hopcroft"]));
        assert!(!are_one(&["John Smith", "John A. Smith", "John B. Smith"]));
        assert!(!are_one(&["daniel", "Daniel", "Daniel Kahn"]));
    }
}
