//! How a rule speaks of many cases at once.

use std::fmt::Display;

use crate::schedule::Entry;

/// So many names stand for all of them.
pub(super) const SHOWN: usize = 5;

/// The first few names in quotes, each once: “A”, “B” and “C”.
pub(super) fn quoted(names: impl IntoIterator<Item: Display>) -> String {
    let mut shown: Vec<String> = Vec::new();
    for name in names {
        let quoted = format!("“{name}”");
        if !shown.contains(&quoted) {
            shown.push(quoted);
        }
        if shown.len() == SHOWN {
            break;
        }
    }
    listed(&shown)
}

/// Names in a row; of many, the first few and how many others there are: A, B, C, D, E and 7 others.
pub(super) fn counted(names: &[&str]) -> String {
    let others = names.len().saturating_sub(SHOWN);
    // To say who the last one is takes no more words than to say that there is one.
    let shown = if others > 1 { SHOWN } else { names.len() };
    let shown = names.iter().take(shown).map(|name| (*name).to_owned());
    let others = (others > 1).then(|| format!("{others} others"));
    listed(&shown.chain(others).collect::<Vec<String>>())
}

/// The titles of the first few entries in quotes.
pub(super) fn titles(entries: &[&Entry]) -> String {
    quoted(entries.iter().map(|entry| &entry.title))
}

/// Texts in a row: a, b and c.
pub(super) fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_a_row() {
        let cases: [(&[&str], &str); 4] = [
            (&[], ""),
            (&["A"], "“A”"),
            (&["A", "B", "A"], "“A” and “B”"),
            (
                &["A", "B", "C", "D", "E", "F"],
                "“A”, “B”, “C”, “D” and “E”",
            ),
        ];
        for (names, wanted) in cases {
            assert_eq!(quoted(names), wanted);
        }
        let cases: [(&[&str], &str); 4] = [
            (&[], ""),
            (&["A", "B"], "A and B"),
            (&["A", "B", "C", "D"], "A, B, C and D"),
            (
                &["A", "B", "C", "D", "E", "F", "G"],
                "A, B, C, D, E and 2 others",
            ),
        ];
        for (names, wanted) in cases {
            assert_eq!(counted(names), wanted);
        }
    }
}
