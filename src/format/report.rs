//! What a reader has to say of a file: complaints, and habits that are told once.

use std::collections::HashMap;

use crate::{
    draft::{Complaint, Origin, Trouble},
    limits,
};

/// Complaints in their order, and behind them the habits of the file.
#[derive(Default)]
pub(super) struct Report {
    complaints: Vec<Complaint>,
    /// Each with how often it was met.
    habits: Vec<(Complaint, usize)>,
    /// Where a habit stands, by its message.
    known: HashMap<String, usize>,
    /// How many complaints are not told one by one any more, and the first of them.
    untold: Option<(Complaint, usize)>,
}

impl Report {
    pub(super) fn complain(&mut self, trouble: Trouble, message: String, origin: Origin) {
        let complaint = Complaint {
            trouble,
            message,
            origin,
        };
        if self.complaints.len() < limits::COMPLAINTS {
            self.complaints.push(complaint);
            return;
        }
        // A small file can be wrong in millions of places, each of which takes more memory than itself.
        let (first, number) = self.untold.get_or_insert((complaint, 0));
        *number += 1;
        if trouble == Trouble::Broken {
            first.trouble = trouble;
        }
    }

    /// What happens in many places is told once, with the first of them and their number; `message`
    /// should tell no single case.
    pub(super) fn habit(
        &mut self,
        trouble: Trouble,
        message: &str,
        origin: impl FnOnce() -> Origin,
    ) {
        let known = self.known.get(message);
        if let Some((_, times)) = known.and_then(|at| self.habits.get_mut(*at)) {
            *times += 1;
            return;
        }
        self.known.insert(message.to_owned(), self.habits.len());
        let habit = Complaint {
            trouble,
            message: message.to_owned(),
            origin: origin(),
        };
        self.habits.push((habit, 1));
    }

    pub(super) fn into_complaints(self) -> Vec<Complaint> {
        let mut complaints = self.complaints;
        if let Some((first, number)) = self.untold {
            complaints.push(Complaint {
                trouble: first.trouble,
                message: format!(
                    "from here on, {} more were left out or read as well as it went; they are not told one by one",
                    limits::count(number)
                ),
                origin: first.origin,
            });
        }
        complaints.extend(self.habits.into_iter().map(|(mut habit, times)| {
            if times > 1 {
                habit.message = format!("{} ({times} times)", habit.message);
            }
            habit
        }));
        complaints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_are_told_once_however_many_there_are() {
        let mut report = Report::default();
        for number in 0..200_000 {
            report.habit(Trouble::Mended, "a", Origin::default);
            report.habit(Trouble::Mended, &format!("b{number}"), Origin::default);
        }
        report.complain(Trouble::Broken, "c".to_owned(), Origin::default());
        let complaints = report.into_complaints();
        let first = complaints.iter().take(3).map(|it| it.message.as_str());
        assert_eq!(first.collect::<Vec<_>>(), ["c", "a (200000 times)", "b0"]);
        assert_eq!(complaints.len(), 200_002);
    }

    #[test]
    fn complaints_beyond_all_reason_are_counted() {
        let mut report = Report::default();
        for number in 0..limits::COMPLAINTS + 1234 {
            let origin = Origin {
                path: number.to_string(),
                at: None,
            };
            // One of those that are not told is worse than the others.
            let trouble = match number {
                10_500 => Trouble::Broken,
                _ => Trouble::Mended,
            };
            report.complain(trouble, "c".to_owned(), origin);
        }
        let complaints = report.into_complaints();
        assert_eq!(complaints.len(), limits::COMPLAINTS + 1);
        let last = complaints.last().unwrap();
        assert_eq!(last.origin.path, limits::COMPLAINTS.to_string());
        assert!(last.message.contains("1,234 more"), "{}", last.message);
        assert_eq!(last.trouble, Trouble::Broken);
    }
}
