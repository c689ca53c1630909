//! Tables: whatever stands in a schedule, a spreadsheet and a web page show it as it is.

use fomo::{
    export::{self, Shown},
    schedule::Schedule,
};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{made, read};

fn all(schedule: &Schedule) -> Vec<usize> {
    (0..schedule.entries().len()).collect()
}

/// The cells of all rows, each as it is shown, and where its link leads.
fn cells(markdown: &str) -> Vec<Vec<(String, Option<String>)>> {
    let (mut rows, mut link) = (Vec::new(), None);
    for event in Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
    ) {
        match event {
            // What stands behind a table belongs to none of its rows.
            Event::Start(Tag::TableRow | Tag::TableHead) | Event::End(TagEnd::Table) => {
                rows.push(Vec::new());
            }
            Event::Start(Tag::TableCell) => {
                rows.last_mut().unwrap().push((String::new(), None));
            }
            Event::Start(Tag::Link { dest_url, .. }) => link = Some(dest_url.to_string()),
            Event::Text(text) => {
                let cell = rows.last_mut().and_then(|row: &mut Vec<_>| row.last_mut());
                if let Some((shown, target)) = cell {
                    shown.push_str(&text);
                    *target = link.take().or(target.take());
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Image { .. })
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_) => panic!("{event:?} in {markdown}"),
            _ => {}
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// Bars without a backslash before them.
fn bars(row: &str) -> usize {
    row.replace("\\|", "").matches('|').count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_spreadsheet_reads_what_there_is(text in made::schedule()) {
        let schedule = read(&text).schedule;
        let shown = Shown::unmarked(&schedule, &schedule.event().zone);
        let table = export::csv::list(shown, &all(&schedule));
        let table = table.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        prop_assert_eq!(reader.headers().unwrap(), &csv::StringRecord::from(export::csv::COLUMNS.to_vec()));
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(rows.len(), schedule.entries().len());
        let column = |name: &str| export::csv::COLUMNS.iter().position(|column| *column == name).unwrap();
        for (row, entry) in rows.iter().zip(schedule.entries()) {
            for cell in row {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
                prop_assert!(!cell.contains(|char: char| char.is_control() && char != '\n'), "{cell}");
            }
            let plain = |name: &str| row[column(name)].trim_start_matches('\'').to_owned();
            prop_assert_eq!(plain("title"), entry.title.trim_start_matches('\''));
            prop_assert_eq!(plain("id"), entry.id.trim_start_matches('\''));
            prop_assert_eq!(row[column("zone")].is_empty(), entry.start.or(entry.end).is_none());
            prop_assert_eq!(row[column("start")].is_empty(), entry.start.is_none());
        }
    }

    #[test]
    fn a_web_page_shows_what_there_is(text in made::schedule()) {
        let schedule = read(&text).schedule;
        let shown = Shown::unmarked(&schedule, &schedule.event().zone);
        let page = export::markdown::list(shown, &all(&schedule));
        let lines = page.lines().filter(|line| line.starts_with('|'));
        let counts: Vec<usize> = lines.map(bars).collect();
        prop_assert!(counts.windows(2).all(|pair| pair[0] == pair[1]), "{page}");
        let rows = cells(&page);
        let body = rows.iter().filter(|row| row[1].0 != "Session" || row[0].0 != "Time");
        let titles: Vec<(String, Option<String>)> = body.map(|row| row[1].clone()).collect();
        prop_assert_eq!(titles.len(), schedule.entries().len(), "{}", page);
        for entry in schedule.entries() {
            let link = entry.links.first().map(|link| link.url.replace('(', "%28").replace(')', "%29").replace('|', "%7C"));
            let there = titles.iter().any(|(title, target)| {
                title.trim_start_matches("↳ ").starts_with(&entry.title) && *target == link
            });
            prop_assert!(there, "{} ({:?}) in {:?}", entry.title, link, page);
        }
    }
}
