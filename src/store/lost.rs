//! What was read of a state file before that was damaged, emptied or deleted.
//!
//! Whoever writes it next may have read nothing of it, and begins anew. Who has read it puts back what is missing then: nobody
//! has let go of it.

use std::path::Path;

use serde_json::{Map, Value};

use super::{
    favourites,
    file::{Last, parse, set_aside_last, text},
    put_last, queries,
};

impl Last {
    /// What was last read from a file, or written to it.
    pub(super) fn now(path: &Path, fields: Map<String, Value>) -> Self {
        Self {
            fields,
            aside: set_aside_last(path).map_or(0, |(number, _)| number),
            ..Self::default()
        }
    }

    /// The file is not what it was, and nobody can tell yet what it will be.
    pub(super) fn lose(&mut self) {
        self.is_lost = !self.is_former && !self.fields.is_empty();
    }

    /// What is missing of the favourites, where the file that says this was begun anew.
    pub(super) fn missing(&self, path: &Path, fields: &Map<String, Value>) -> Vec<Value> {
        // Whatever this program takes out of a file, it is favourites from the list, and these.
        let may_go = |key: &str| ["room_order", "hidden_rooms"].contains(&key);
        let mut keys = self.fields.keys();
        let is_begun_anew = self.is_lost
            || keys.any(|key| !may_go(key) && !fields.contains_key(key))
            || self.is_set_aside(path);
        if self.is_former || !is_begun_anew {
            return Vec::new();
        }
        let here: Vec<&Value> = favourites(fields).collect();
        let missing = favourites(&self.fields).filter(|kept| !here.contains(kept));
        missing.cloned().collect()
    }

    /// Whether a damaged file was set aside since. Of one that says something twice, a copy is, and what it says goes on.
    fn is_set_aside(&self, path: &Path) -> bool {
        let last = set_aside_last(path).filter(|(number, _)| *number > self.aside);
        let text = last.map(|(_, path)| text(&path));
        text.is_some_and(|text| match text {
            Ok(Some(text)) => parse(&text).is_err(),
            Ok(None) => false,
            Err(_) => true,
        })
    }

    /// Puts back what is missing, but the favourites: they are put back by who knows the schedule.
    pub(super) fn put_back(&self, fields: &mut Map<String, Value>) {
        for (key, value) in &self.fields {
            if key != "favourites" && !fields.contains_key(key) {
                fields.insert(key.clone(), value.clone());
            }
        }
        put_last(fields, queries(&self.fields));
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use serde_json::json;
    use tempfile::TempDir;

    use crate::{
        favourites::Kept,
        store::{Header, Store},
        zone::Choice,
    };

    fn header() -> Header<'static> {
        Header {
            id: "a",
            title: "A",
            time_zone: None,
            source: None,
        }
    }

    /// Adds one more, and what is missing.
    fn add(store: &Store, title: &str) -> (Vec<Kept>, Option<String>) {
        let new = Kept::read(&json!({"title": title, "stance": "favourite"}));
        let save = store.save_favourites(&header(), |kept, missing| {
            kept.extend_from_slice(missing);
            kept.push(new.clone());
        });
        save.unwrap()
    }

    fn titles(kept: &[Kept]) -> Vec<&str> {
        let records = kept.iter().filter_map(Kept::record);
        records.map(|record| record.was.title.as_str()).collect()
    }

    /// A file of two favourites, and who has read it.
    fn read() -> (TempDir, PathBuf, Store) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a.json");
        let first = Store::at(home.path());
        for title in ["one", "two"] {
            add(&first, title);
        }
        let store = Store::at(home.path());
        assert!(!store.load("a").lacks_some);
        (home, path, store)
    }

    #[test]
    fn what_another_program_has_begun_anew_gets_back_what_was_read_before() {
        // Also where nobody saw it damaged.
        for (damage, is_seen) in [
            (Some(""), true),
            (Some("{ damaged"), true),
            (Some("{ damaged"), false),
            (Some("{}"), true),
            (None, true),
        ] {
            let (home, path, store) = read();
            store.save_zone("a", &Choice::Utc).unwrap();
            store.save_query("a", "is:fav").unwrap();
            match damage {
                Some(text) => fs::write(&path, text).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            if is_seen {
                let seen = store.load("a");
                assert!(seen.unreadable || seen.lacks_some, "{damage:?}");
            }
            add(&Store::at(home.path()), "three");
            let seen = store.load("a");
            assert!(seen.lacks_some && !seen.unreadable, "{damage:?}");
            // What knows no schedule leaves it for later.
            store.save_query("a", "zoë").unwrap();
            let (kept, note) = add(&store, "four");
            assert_eq!(titles(&kept), ["three", "one", "two", "four"], "{damage:?}");
            let note = note.unwrap();
            assert!(note.contains("2 marks were missing in it"), "{note}");
            let now = Store::at(home.path()).load("a");
            assert_eq!(now.favourites, kept, "{damage:?}");
            assert_eq!(now.zone, Some(Choice::Utc), "{damage:?}");
            assert_eq!(now.queries, ["zoë", "is:fav"], "{damage:?}");
            // It is well again.
            assert!(!store.load("a").lacks_some, "{damage:?}");
            assert_eq!(add(&store, "five").1, None, "{damage:?}");
        }
    }

    #[test]
    fn what_somebody_let_go_of_stays_gone() {
        let (home, path, store) = read();
        let let_go = |store: &Store| {
            let save = store.save_favourites(&header(), |kept, missing| {
                assert_eq!(missing, []);
                kept.remove(0);
            });
            save.unwrap()
        };
        let_go(&Store::at(home.path()));
        let now = store.load("a");
        assert!(!now.lacks_some);
        assert_eq!(titles(&now.favourites), ["two"]);
        // What says something twice is set aside, and goes on.
        let text = fs::read_to_string(&path).unwrap();
        fs::write(
            &path,
            text.replacen('{', "{\"zone\": \"UTC\", \"zone\": \"UTC\",", 1),
        )
        .unwrap();
        let (_, note) = let_go(&Store::at(home.path()));
        assert!(note.unwrap().contains("says something twice"));
        let now = store.load("a");
        assert!(!now.lacks_some && now.favourites.is_empty());
        assert_eq!(titles(&add(&store, "three").0), ["three"]);
    }

    #[test]
    fn a_file_that_is_as_it_was_lacks_nothing() {
        let (_home, path, store) = read();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, "{ damaged").unwrap();
        let note = store.load("a").note.unwrap();
        assert!(
            note.ends_with("going on with what it said before"),
            "{note}"
        );
        fs::write(&path, text).unwrap();
        assert!(!store.load("a").lacks_some);
        assert_eq!(add(&store, "three").1, None);
    }
}
