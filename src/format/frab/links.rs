//! The links of an entry: lists of links and attachments, and fields that hold one each.

use foldhash::{HashMap, HashSet};

use super::{
    super::{
        json::Reader,
        links::{self, Target},
    },
    wire::Link,
};
use crate::draft::{self, Origin, Trouble};

/// What frab writes for an attachment whose file was never uploaded.
const NO_FILE: &str = "/attachments/original/missing.png";

/// Links in the making.
pub(super) struct Links<'r, 'a> {
    reader: &'r mut Reader<'a>,
    origin: &'r Origin,
    /// What relative links are relative to; the first on the web counts.
    bases: Vec<Option<&'r str>>,
    all: Vec<draft::Link>,
    by_url: HashMap<String, usize>,
    notes: Vec<String>,
    noted: HashSet<String>,
}

impl<'r, 'a> Links<'r, 'a> {
    pub(super) fn new(
        reader: &'r mut Reader<'a>,
        origin: &'r Origin,
        bases: Vec<Option<&'r str>>,
    ) -> Self {
        Self {
            reader,
            origin,
            bases,
            all: Vec::new(),
            by_url: HashMap::default(),
            notes: Vec::new(),
            noted: HashSet::default(),
        }
    }

    /// The links, and what is none but may be of use all the same.
    pub(super) fn finish(self) -> (Vec<draft::Link>, Vec<String>) {
        (self.all, self.notes)
    }

    /// A field that is a link.
    pub(super) fn field(&mut self, title: &str, url: Option<&str>) {
        if let Some(url) = url {
            self.put(title, url, false);
        }
    }

    /// Attachments; those without a title have a type.
    pub(super) fn attachments(&mut self, attachments: Vec<Link>) {
        for mut attachment in attachments {
            let kind = attachment.kind.take();
            attachment.title = attachment.title.or(kind);
            self.add(&attachment);
        }
    }

    pub(super) fn add(&mut self, link: &Link) {
        let title = link.title.as_deref().unwrap_or_default();
        self.put(title, link.url.as_deref().unwrap_or_default(), link.bare);
    }

    fn put(&mut self, title: &str, written: &str, bare: bool) {
        let (title, written) = (title.trim(), written.trim());
        if written.ends_with(NO_FILE) {
            return self.mend("an attachment has no file at its source; it was left out");
        }
        if matches!(written, "http://" | "https://") {
            return self.mend("a link is nothing but a scheme; it was left out");
        }
        if bare {
            self.mend("a link is a bare address instead of one with a title");
        }
        match links::target(written, self.bases.iter().copied()) {
            Target::Url(url) => self.push(title, url),
            Target::Domain(url) => {
                self.mend("a link has no scheme; https:// was put before it");
                self.push(title, url);
            }
            Target::Words if links::is_on_the_web(title) => {
                if !written.is_empty() {
                    self.mend("a link has title and address in each other's place");
                }
                self.push(written, title.to_owned());
            }
            Target::Relative => {
                self.mend("a link is relative, and nothing says to what; it is shown as a note");
                self.note(title, written);
            }
            Target::Foreign | Target::Words => {
                if !written.is_empty() {
                    let message = format!(
                        "“{written}” is no http, https or mailto link; it is shown as a note"
                    );
                    self.reader
                        .complain_at(Trouble::Mended, self.origin, message);
                }
                self.note(title, written);
            }
        }
    }

    fn push(&mut self, title: &str, url: String) {
        let title = Some(title.to_owned()).filter(|title| !title.is_empty() && *title != url);
        let next = self.all.len();
        let index = *self.by_url.entry(url.clone()).or_insert(next);
        match self.all.get_mut(index) {
            Some(known) => known.title = known.title.take().or(title),
            None => self.all.push(draft::Link { title, url }),
        }
    }

    fn note(&mut self, title: &str, written: &str) {
        let note = match (title, written) {
            ("", text) | (text, "") => text.to_owned(),
            (title, written) if title == written => title.to_owned(),
            (title, written) => format!("{title}: {written}"),
        };
        if !note.is_empty() && self.noted.insert(note.clone()) {
            self.notes.push(note);
        }
    }

    fn mend(&mut self, message: &str) {
        self.reader.mend_at(self.origin, message);
    }
}
