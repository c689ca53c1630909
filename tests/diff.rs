//! Comparing versions of whole files: properties that hold for any, and the real timetable of a workshop as it grew.

#![cfg(test)]

use fomo::{
    export::changes::{self, Comparison},
    format,
    schedule::{
        Schedule,
        check::check,
        diff::{Change, ChangeKind, Version, compare},
    },
    zone::Atlas,
};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::Index,
};
use serde_json::{Value, json};

const TITLES: [&str; 5] = [
    "Scaling laws in practice",
    "Quantization of large models",
    "Hardware for efficient learning",
    "Open data and its pipelines",
    "Coffee break",
];
const PEOPLE: [&str; 4] = ["Ada Lovelace", "Grace Hopper", "Mary Keller", "Karen Jones"];

/// An entry in the native format; a session has talks.
fn entry() -> impl Strategy<Value = Value> {
    let text = (option::of(0..4_u8), 0..TITLES.len(), option::of(0..3_u8));
    let rest = (btree_set(0..PEOPLE.len(), 0..3), option::of(0..2_u8));
    (text, rest).prop_map(|((id, title, room), (people, about))| {
        let people = people.iter().map(|index| json!({"name": PEOPLE[*index]}));
        let mut entry = json!({"title": TITLES[title], "people": people.collect::<Vec<_>>()});
        if let Some(id) = id {
            entry["id"] = format!("id-{id}").into();
        }
        if let Some(room) = room {
            entry["room"] = format!("Hall {room}").into();
        }
        if let Some(about) = about {
            entry["abstract"] = format!("About {about}.").into();
        }
        entry
    })
}

fn session() -> impl Strategy<Value = Value> {
    let talk = (entry(), any::<bool>());
    let parts = (entry(), 0..6_u8, option::of(0..2_u8), vec(talk, 0..3));
    parts.prop_map(|(mut session, slot, track, talks)| {
        let start = |minute| format!("2024-07-{}T{}:{minute}", 27 + slot / 3, 10 + slot % 3);
        session["start"] = start("00").into();
        session["duration"] = 60.into();
        if let Some(track) = track {
            session["track"] = format!("Track {track}").into();
        }
        let talks = talks.into_iter().map(|(mut talk, timed)| {
            if timed {
                talk["start"] = start("15").into();
            }
            talk
        });
        session["talks"] = talks.collect::<Vec<_>>().into();
        session
    })
}

fn sessions() -> impl Strategy<Value = Vec<Value>> {
    vec(session(), 0..8)
}

fn opened(bytes: &[u8]) -> Schedule {
    let draft = format::read(bytes, None).unwrap();
    check(draft, &Atlas::compiled(), None).schedule
}

fn version(sessions: &[Value]) -> Version {
    let event = json!({"title": "Event", "time_zone": "Europe/Vienna"});
    let file = json!({"format": "fomo/1", "event": event, "sessions": sessions});
    Version::of(&opened(file.to_string().as_bytes()))
}

fn count(changes: &[Change], kind: ChangeKind) -> usize {
    changes.iter().filter(|change| change.kind == kind).count()
}

/// Makes one thing of a session different.
fn changed(session: &mut Value, kind: ChangeKind) {
    match kind {
        ChangeKind::Moved => {
            let start = session["start"].as_str().unwrap().replace(":00", ":05");
            session["start"] = start.into();
        }
        ChangeKind::Room => session["room"] = "Garden".into(),
        ChangeKind::Title => {
            let title = session["title"]
                .as_str()
                .unwrap()
                .replace('i', "j")
                .replace("ee", "e");
            session["title"] = title.into();
        }
        ChangeKind::People => {
            let people = session["people"].as_array_mut().unwrap();
            people.push(json!({"name": "Radia Perlman"}));
        }
        ChangeKind::Track => session["track"] = "Another track".into(),
        ChangeKind::Abstract => session["abstract"] = "Something else.".into(),
        ChangeKind::Status => session["status"] = "tbc".into(),
        ChangeKind::Cancelled => session["status"] = "cancelled".into(),
        ChangeKind::Added | ChangeKind::Removed => {}
    }
}

proptest! {
    #[test]
    fn nothing_differs_from_itself_in_whatever_order(
        (sessions, shuffled) in sessions().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        let version = version(&sessions);
        prop_assert_eq!(compare(&version, &version), []);
        prop_assert_eq!(compare(&version, &self::version(&shuffled)), []);
    }

    #[test]
    fn every_entry_is_accounted_for_once(old in sessions(), new in sessions()) {
        let (old, new) = (version(&old), version(&new));
        let changes = compare(&old, &new);
        let mut partner = vec![None; new.entries.len()];
        for change in &changes {
            prop_assert_eq!(change.old.is_none(), change.kind == ChangeKind::Added);
            prop_assert_eq!(change.new.is_none(), change.kind == ChangeKind::Removed);
            let Some(index) = change.new else { continue };
            prop_assert!(partner[index].is_none_or(|old| old == change.old));
            partner[index] = Some(change.old);
        }
        // An entry of before is told under one of now, or gone.
        let mut of_before: Vec<usize> = partner.iter().filter_map(|old| (*old)?).collect();
        let gone = changes.iter().filter(|change| change.new.is_none());
        of_before.extend(gone.filter_map(|change| change.old));
        let told = of_before.len();
        of_before.sort_unstable();
        of_before.dedup();
        prop_assert_eq!(of_before.len(), told);
        let (added, removed) = (count(&changes, ChangeKind::Added), count(&changes, ChangeKind::Removed));
        prop_assert_eq!(new.entries.len() - added, old.entries.len() - removed);
        let mut kinds: Vec<_> = changes.iter().map(|it| (it.old, it.new, it.kind)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        prop_assert_eq!(kinds.len(), changes.len());
    }

    #[test]
    fn what_is_new_one_way_is_gone_the_other_way(old in sessions(), new in sessions()) {
        let (old, new) = (version(&old), version(&new));
        let (there, back) = (compare(&old, &new), compare(&new, &old));
        prop_assert_eq!(count(&there, ChangeKind::Added), count(&back, ChangeKind::Removed));
        prop_assert_eq!(count(&there, ChangeKind::Removed), count(&back, ChangeKind::Added));
    }

    #[test]
    fn one_thing_that_is_different_is_the_one_that_is_told(
        old in vec(session(), 1..8), which in any::<Index>(), kind in any::<Index>(), fresh in session()
    ) {
        let kind = *kind.get(&ChangeKind::ALL);
        let which = which.index(old.len());
        let mut new = old.clone();
        match kind {
            ChangeKind::Added => new.push(fresh),
            ChangeKind::Removed => drop(new.remove(which)),
            kind => changed(&mut new[which], kind),
        }
        let (old, new) = (version(&old), version(&new));
        let changes = compare(&old, &new);
        // What is added or gone has talks, and those of what is cancelled do not take place either.
        let with_talks = matches!(kind, ChangeKind::Added | ChangeKind::Removed | ChangeKind::Cancelled);
        prop_assert!(changes.len() == 1 || (with_talks && changes.len() > 1), "{:?}", changes);
        prop_assert!(changes.iter().all(|change| change.kind == kind), "{:?}", changes);
    }
}

const FIRST: &[u8] = include_bytes!("../schedule.json");
const SECOND: &[u8] = include_bytes!("fixtures/diff/es-fomo-2.json");
const THIRD: &[u8] = include_bytes!("fixtures/diff/es-fomo-3.json");

/// Text, Markdown and JSON of what changed, in a zone.
fn told(old: &[u8], new: &[u8], zone: Option<&str>) -> String {
    let (old, new) = (opened(old), opened(new));
    let zone = zone.map(|name| Atlas::compiled().find(name).unwrap());
    let zone = zone.unwrap_or_else(|| new.event().zone.clone());
    let comparison = Comparison::of(&old, &new, &zone);
    [changes::text, changes::markdown, changes::json]
        .map(|write| write(&comparison))
        .join("\n------\n\n")
}

#[test]
fn the_workshop_from_its_first_plan_to_its_second() {
    insta::assert_snapshot!(told(FIRST, SECOND, None));
}

#[test]
fn the_workshop_from_its_second_plan_to_its_last() {
    insta::assert_snapshot!(told(SECOND, THIRD, None));
}

#[test]
fn far_away_the_same_is_on_another_day() {
    insta::assert_snapshot!(told(FIRST, THIRD, Some("Pacific/Auckland")));
}

#[test]
fn the_plans_of_the_workshop_have_no_errors() {
    for plan in [SECOND, THIRD] {
        let draft = format::read(plan, None).unwrap();
        let findings = check(draft, &Atlas::compiled(), None).all_findings();
        let bad = findings.iter().filter(|it| it.severity.name() == "error");
        assert_eq!(bad.count(), 0, "{findings:?}");
    }
}
