//! Which rules count, and how much: the table's word, and what the user says otherwise.

use std::collections::BTreeMap;

use super::{Finding, RuleId, Severity};

/// What the user thinks of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// `None` for a rule that is not to be looked for.
    own: BTreeMap<RuleId, Option<Severity>>,
    /// Only these; all if there are none.
    only: Vec<RuleId>,
}

impl Levels {
    /// A rule is this bad; with `None`, it is not looked for.
    pub fn set(&mut self, rule: RuleId, severity: Option<Severity>) {
        self.own.insert(rule, severity);
    }

    /// Nothing but these rules is looked for, whatever was said of them before.
    #[must_use]
    pub fn only(mut self, rules: Vec<RuleId>) -> Self {
        for rule in &rules {
            if self.own.get(rule) == Some(&None) {
                self.own.remove(rule);
            }
        }
        self.only = rules;
        self
    }

    /// How bad a rule is; `None` if it is not looked for.
    pub fn of(&self, rule: RuleId) -> Option<Severity> {
        if !self.only.is_empty() && !self.only.contains(&rule) {
            return None;
        }
        let own = self.own.get(&rule).copied();
        own.unwrap_or(Some(rule.rule().severity))
    }

    /// The findings that count, each as bad as its rule.
    pub fn judge(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        findings.retain_mut(|finding| match self.of(finding.rule) {
            Some(severity) => {
                finding.severity = severity;
                true
            }
            None => false,
        });
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::Origin;

    #[test]
    fn what_the_user_says_counts() {
        let mut levels = Levels::default();
        assert_eq!(levels.of(RuleId::Placeholder), Some(Severity::Warning));
        levels.set(RuleId::Placeholder, Some(Severity::Error));
        levels.set(RuleId::NoTitle, None);
        let findings = [RuleId::Placeholder, RuleId::NoTitle, RuleId::Mended]
            .map(|rule| Finding::new(rule, "x", &Origin::default()));
        let judged = |levels: &Levels| -> Vec<_> {
            let findings = levels.judge(findings.to_vec()).into_iter();
            findings
                .map(|finding| (finding.rule, finding.severity))
                .collect()
        };
        assert_eq!(
            judged(&levels),
            [
                (RuleId::Placeholder, Severity::Error),
                (RuleId::Mended, Severity::Info)
            ]
        );
        // Who asks for one rule wants to see it.
        let only = levels.only(vec![RuleId::NoTitle]);
        assert_eq!(judged(&only), [(RuleId::NoTitle, Severity::Warning)]);
    }
}
