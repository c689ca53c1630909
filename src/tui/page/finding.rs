//! The page of a finding: what is wrong, where, what to do about it, and the entries that it is about.

use super::{Builder, Item, Piece, entry};
use crate::{
    schedule::rules::{Finding, Severity},
    tui::{app::App, theme::Role},
};

pub(super) fn build(app: &App, finding: &Finding, page: &mut Builder) {
    let rule = finding.rule.rule();
    page.text(
        role(finding.severity),
        &format!("{} · {}", finding.severity.name(), rule.name),
    );
    page.gap();
    page.text(Role::Strong, &finding.message);
    let at = finding.origin.at;
    let at = at.map(|(line, column)| format!("line {line}, column {column}"));
    let path = Some(&finding.origin.path).filter(|path| !path.is_empty());
    let place: Vec<String> = at.into_iter().chain(path.cloned()).collect();
    if !place.is_empty() {
        page.text(Role::Dim, &place.join(" · "));
    }
    page.gap();
    page.text(Role::Text, &format!("→ {}", rule.cure));
    let entries = finding.ids.iter().take(MOST);
    let entries = entries.filter_map(|id| app.schedule().find(id));
    let entries = entries.filter_map(|index| app.schedule().entry(index));
    for (number, about) in entries.enumerate() {
        if number == 0 {
            page.heading("About");
        }
        let title = Piece::new(Role::Text, about.title.clone());
        let mut pieces = vec![
            Piece::new(Role::Time, entry::when_in_list(app, about)),
            title,
        ];
        pieces.extend(entry::rooms(app.schedule(), about, Role::Dim, "  "));
        page.item(Item::Entry(about.id.clone()), pieces);
    }
    if finding.ids.len() > MOST {
        let more = finding.ids.len() - MOST;
        page.text(Role::Dim, &format!("… and {more} more"));
    }
    page.heading(rule.meaning);
    for paragraph in rule.explanation.split("\n\n") {
        page.text(Role::Text, paragraph);
        page.gap();
    }
}

/// So many entries are enough to see what is meant.
const MOST: usize = 20;

/// How a severity is shown.
pub(in crate::tui) fn role(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Clash,
        Severity::Info => Role::Dim,
    }
}
