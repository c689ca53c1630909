//! What is wrong with the schedule on show: looked for behind the viewer, and told once it is known.

use std::sync::Arc;

use super::{super::behind, Session, news::Before};
use crate::{
    schedule::{Schedule, check, rules::Finding},
    source::Source,
};

impl Session {
    /// A schedule has come, or a new version of what was on show before.
    pub(super) fn look_again(&mut self, before: Option<Before>) {
        self.look_for_news(before);
        let source = self.shown.as_ref().map(|shown| &shown.source);
        if matches!(source, Some(Source::File(_) | Source::Stdin)) {
            self.app.may_be_at_work();
        }
        if self.app.wants_findings() {
            self.look_for_findings();
        }
    }

    /// Somebody wants to know what is wrong.
    pub(super) fn look_for_findings(&mut self) {
        let look = self.look();
        if self.only_looks {
            self.app.set_findings(look().1);
        } else if let Err(error) = self.behind.find_out(|| {
            let (schedule, findings) = look();
            behind::News::Found(schedule, findings)
        }) {
            self.app.complain(format!("It cannot be checked: {error}"));
        }
    }

    fn look(&self) -> impl FnOnce() -> (Arc<Schedule>, Vec<Finding>) + Send + use<> {
        let (schedule, read) = self.app.to_check();
        let levels = self.config.check().levels.clone();
        move || {
            let findings = levels.judge(check::all_findings(read, &schedule));
            (schedule, findings)
        }
    }
}
