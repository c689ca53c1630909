//! What the reader has to say of a file.

use crate::draft::{Complaint, Origin, Trouble};

/// Complaints, and habits that are told once.
#[derive(Default)]
pub(super) struct Report {
    complaints: Vec<Complaint>,
    habits: Vec<(Complaint, usize)>,
}

/// The beginning of a line.
pub(super) fn origin(number: usize, path: impl Into<String>) -> Origin {
    Origin {
        at: Some((number, 1)),
        path: path.into(),
    }
}

impl Report {
    pub(super) fn complain(&mut self, trouble: Trouble, message: String, origin: Origin) {
        self.complaints.push(Complaint {
            trouble,
            message,
            origin,
        });
    }

    /// What happens in many places is told once, with the first of them and their number.
    pub(super) fn habit(&mut self, trouble: Trouble, message: &str, origin: impl Fn() -> Origin) {
        let known = self.habits.iter_mut();
        for (habit, times) in known {
            if habit.message == message {
                *times += 1;
                return;
            }
        }
        let habit = Complaint {
            trouble,
            message: message.to_owned(),
            origin: origin(),
        };
        self.habits.push((habit, 1));
    }

    pub(super) fn into_complaints(self) -> Vec<Complaint> {
        let mut complaints = self.complaints;
        complaints.extend(self.habits.into_iter().map(|(mut habit, times)| {
            if times > 1 {
                habit.message = format!("{} ({times} times)", habit.message);
            }
            habit
        }));
        complaints
    }
}
