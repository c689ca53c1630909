//! The text of an entry, prepared once so that each key that is typed costs only a search.

use crate::text::fold::{Fold, fold_into, lower};

/// Between fields; folding turns all white space into spaces, so that no term contains it.
const SEPARATOR: char = '\n';

/// The fields of an entry that a query searches.
///
/// Most texts need two copies, folded and with their capitals; those with accents four.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Haystack {
    folded: Box<str>,
    /// With capitals, if there are any.
    cased: Option<Box<str>>,
    /// With accents, if there are any.
    accented: Option<Box<str>>,
    /// With both, if there are accents.
    exact: Option<Box<str>>,
}

impl Haystack {
    /// Prepares the fields; a term never matches across two of them.
    pub fn new<'a>(fields: impl IntoIterator<Item = &'a str>) -> Haystack {
        let mut cased = String::new();
        let mut exact = String::new();
        for field in fields {
            let start = cased.len();
            fold_into(
                field,
                Fold {
                    case: true,
                    accents: false,
                },
                &mut cased,
            );
            if field.is_ascii() {
                // No accents: both are the same.
                exact.push_str(cased.get(start..).unwrap_or_default());
            } else {
                fold_into(field, Fold::EXACT, &mut exact);
            }
            cased.push(SEPARATOR);
            exact.push(SEPARATOR);
        }
        let folded = lower(&cased);
        let (accented, exact) = if exact == cased {
            (None, None)
        } else {
            (Some(lower(&exact)), Some(exact))
        };
        let cased = (cased != folded).then_some(cased);
        Haystack {
            folded: folded.into(),
            cased: cased.map(Into::into),
            accented: accented.map(Into::into),
            exact: exact.map(Into::into),
        }
    }

    /// The fields as the folding leaves them.
    pub(super) fn folded(&self, fold: Fold) -> &str {
        let kept = match (fold.case, fold.accents) {
            (false, false) => None,
            (true, false) => self.cased.as_ref(),
            (false, true) => self.accented.as_ref(),
            (true, true) => self.exact.as_ref().or(self.cased.as_ref()),
        };
        kept.unwrap_or(&self.folded)
    }
}
