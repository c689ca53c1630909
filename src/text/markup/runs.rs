//! The text of a block, cleaned, with its links found.

use foldhash::HashSet;

use super::{Face, Link, Run, stars};
use crate::text::clean::{clean_line, clean_markup};
use crate::text::url::{bare_links, clean_url};

/// A stretch of text of one face, before cleaning.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) face: Face,
    /// Which of the link targets it belongs to.
    pub(super) link: Option<usize>,
}

/// The links of a document.
#[derive(Default)]
pub(super) struct Links {
    pub(super) found: Vec<Link>,
    seen: HashSet<String>,
    /// Where the links lead that were opened so far; `None` for those that may not be opened.
    targets: Vec<Option<String>>,
}

impl Links {
    /// Notes where a link leads, until its text is known.
    pub(super) fn target(&mut self, url: &str) -> usize {
        self.targets.push(clean_url(&stars::show(url)));
        self.targets.len() - 1
    }

    /// Whether the link may be opened.
    pub(super) fn opens(&self, target: usize) -> bool {
        self.targets.get(target).is_some_and(Option::is_some)
    }

    fn add_target(&mut self, target: usize, title: &str) {
        if let Some(url) = self.targets.get(target).cloned().flatten() {
            self.add(title, url);
        }
    }

    fn add(&mut self, title: &str, url: String) {
        if self.seen.insert(url.clone()) {
            let title = clean_line(title).text;
            let title = if title.is_empty() {
                url.clone()
            } else {
                title.into_owned()
            };
            self.found.push(Link { title, url });
        }
    }
}

/// Makes runs of the text of a block.
pub(super) fn runs(pieces: Vec<Piece>, links: &mut Links) -> Vec<Run> {
    let mut runs = Vec::with_capacity(pieces.len());
    let mut open: Option<(usize, String)> = None;
    for Piece { text, face, link } in pieces {
        // Entities were decoded since the text was cleaned: `&#27;` is an ESC by now.
        let text = clean_markup(&stars::show(&text))
            .text
            .replace('\u{a0}', " ");
        if open.as_ref().map(|(target, _)| *target) != link {
            if let Some((target, title)) = open.take() {
                links.add_target(target, &title);
            }
            open = link.map(|target| (target, String::new()));
        }
        if let Some((_, title)) = &mut open {
            title.push_str(&text);
        }
        if link.is_none() && face != Face::Code {
            autolink(&text, face, links, &mut runs);
        } else {
            runs.push(Run { text, face });
        }
    }
    if let Some((target, title)) = open {
        links.add_target(target, &title);
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// Makes links of the bare URLs in a text.
fn autolink(text: &str, face: Face, links: &mut Links, runs: &mut Vec<Run>) {
    let mut from = 0;
    for range in bare_links(text) {
        let link = text.get(range.clone()).unwrap_or_default();
        let Some(url) = clean_url(link) else { continue };
        let before = text.get(from..range.start).unwrap_or_default();
        runs.push(Run {
            text: before.to_owned(),
            face,
        });
        runs.push(Run {
            text: link.to_owned(),
            face: Face::Link,
        });
        links.add(link, url);
        from = range.end;
    }
    let text = text.get(from..).unwrap_or_default().to_owned();
    runs.push(Run { text, face });
}

/// Takes the white space off both ends; of code only the line breaks at the end.
pub(super) fn trim(pieces: &mut Vec<Piece>, preformatted: bool) {
    while let Some(last) = pieces.last_mut() {
        let kept = if preformatted {
            last.text.trim_end_matches('\n')
        } else {
            last.text.trim_end()
        };
        last.text.truncate(kept.len());
        if !last.text.is_empty() {
            break;
        }
        pieces.pop();
    }
    if preformatted {
        return;
    }
    let blank = pieces
        .iter()
        .take_while(|piece| piece.text.trim().is_empty())
        .count();
    pieces.drain(..blank);
    if let Some(first) = pieces.first_mut() {
        first
            .text
            .drain(..first.text.len() - first.text.trim_start().len());
    }
}
