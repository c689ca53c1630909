//! What a reader has to say of a file: complaints, and habits that are told once.

use foldhash::HashMap;

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
    /// How many are not told one by one any more, and what is known of them.
    untold: Option<(Untold, usize)>,
}

/// Complaints and habits that are a number only.
struct Untold {
    /// The worst of them.
    trouble: Trouble,
    /// The place of the first.
    origin: Origin,
}

impl Report {
    /// Takes a complaint; its words and its place are asked for only where they will be told.
    pub(super) fn complain(
        &mut self,
        trouble: Trouble,
        message: impl FnOnce() -> String,
        origin: impl FnOnce() -> Origin,
    ) {
        if self.is_full() {
            self.count(trouble, origin);
        } else {
            self.complaints.push(Complaint {
                trouble,
                message: message(),
                origin: origin(),
            });
        }
    }

    /// A small file can be wrong in millions of places, each of which takes more memory than itself. The last place is for
    /// what tells the number of the others.
    fn is_full(&self) -> bool {
        self.complaints.len() + self.habits.len() + 1 >= limits::COMPLAINTS
    }

    fn count(&mut self, trouble: Trouble, origin: impl FnOnce() -> Origin) {
        let (first, number) = self.untold.get_or_insert_with(|| {
            let origin = origin();
            (Untold { trouble, origin }, 0)
        });
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
        // A file may have a habit of its own for each of its entries.
        if self.is_full() {
            self.count(trouble, origin);
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
            report.habit(
                Trouble::Mended,
                &format!("b{}", number % 500),
                Origin::default,
            );
        }
        report.complain(Trouble::Broken, || "c".to_owned(), Origin::default);
        let complaints = report.into_complaints();
        let first = complaints.iter().take(3).map(|it| it.message.as_str());
        let wanted = ["c", "a (200000 times)", "b0 (400 times)"];
        assert_eq!(first.collect::<Vec<_>>(), wanted);
        assert_eq!(complaints.len(), 502);
    }

    #[test]
    fn habits_beyond_all_reason_are_counted_as_well() {
        let mut report = Report::default();
        for number in 0..200_000 {
            report.habit(Trouble::Broken, &format!("b{number}"), Origin::default);
        }
        report.complain(Trouble::Mended, || "c".to_owned(), Origin::default);
        // What is known already is no new one.
        report.habit(Trouble::Broken, "b1", Origin::default);
        let complaints = report.into_complaints();
        assert_eq!(complaints.len(), limits::COMPLAINTS);
        let told = |message: &str| complaints.iter().any(|it| it.message == message);
        assert!(told("b0") && told("b1 (2 times)") && !told("b10000"));
        // 200,001 in all, of which 9,999 are told.
        let sum = |it: &&Complaint| it.message.contains("190,002 more");
        let sum = complaints.iter().find(sum).unwrap();
        assert_eq!(sum.trouble, Trouble::Broken);
    }

    #[test]
    fn what_is_not_told_is_not_even_put_into_words() {
        let mut report = Report::default();
        let (mut words, mut places) = (0, 0);
        for _ in 0..limits::COMPLAINTS + 1234 {
            let message = || {
                words += 1;
                String::new()
            };
            let origin = || {
                places += 1;
                Origin::default()
            };
            report.complain(Trouble::Broken, message, origin);
        }
        // The place of the first of the others is told as well.
        let most = limits::COMPLAINTS;
        assert_eq!((words, places), (most - 1, most));
    }

    #[test]
    fn complaints_beyond_all_reason_are_counted() {
        let mut report = Report::default();
        for number in 0..limits::COMPLAINTS + 1234 {
            let origin = || Origin {
                path: number.to_string(),
                at: None,
            };
            // One of those that are not told is worse than the others.
            let trouble = match number {
                10_500 => Trouble::Broken,
                _ => Trouble::Mended,
            };
            report.complain(trouble, || "c".to_owned(), origin);
        }
        let complaints = report.into_complaints();
        // With the one that tells the number of the others.
        assert_eq!(complaints.len(), limits::COMPLAINTS);
        let last = complaints.last().unwrap();
        assert_eq!(last.origin.path, (limits::COMPLAINTS - 1).to_string());
        assert!(last.message.contains("1,235 more"), "{}", last.message);
        assert_eq!(last.trouble, Trouble::Broken);
    }
}
