//! Objects and lists whose members are wanted as raw text, with a complaint where they are none.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Items, Object, Reader, salvage::last, shape};
use crate::draft::Trouble;

impl<'a> Reader<'a> {
    /// An object whose members are wanted as they stand; a complaint where it is none.
    pub(in crate::format) fn outline<T: Deserialize<'a>>(
        &mut self,
        raw: &'a RawValue,
        path: &str,
    ) -> Option<T> {
        match serde_json::from_str(raw.get()) {
            Ok(Object(outline)) => Some(outline),
            Err(_) => {
                let message = || {
                    format!(
                        "{} should be an object, but is {}; it was left out",
                        last(path),
                        shape(raw)
                    )
                };
                self.complain(Trouble::Broken, raw, path, message);
                None
            }
        }
    }

    /// Complains of lists of the file that are none: an outline only remembers that they are not.
    pub(in crate::format) fn miss_lists(&mut self, lists: &[(&str, &Items)]) {
        for (path, _) in lists.iter().filter(|(_, items)| items.wrong) {
            let message = format!("{path} should be a list; it was left out");
            self.miss(path, &message);
        }
    }

    /// The same for a list of a record.
    pub(in crate::format) fn miss_list(
        &mut self,
        raw: &RawValue,
        path: &str,
        key: &str,
        items: &Items,
    ) {
        if items.wrong {
            let message = || format!("{key} should be a list; it was left out");
            self.complain(Trouble::Broken, raw, &format!("{path}.{key}"), message);
        }
    }

    /// Complains of a person who has neither an id nor a name.
    pub(in crate::format) fn miss_person(&mut self, raw: &RawValue, path: &str) {
        let message = || "this speaker has neither an id nor a name, and was left out".to_owned();
        self.complain(Trouble::Broken, raw, path, message);
    }
}
