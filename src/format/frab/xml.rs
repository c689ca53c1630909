//! The XML front end.

use std::borrow::Cow;

use chrono::NaiveDate;
use roxmltree::Node;

use super::{
    super::{Look, ReadError, json::Reader, xml},
    people::one_line,
    timetable::Timetable,
    wire::{Conference, Day, Event, Link, Named, Person, Text},
};
use crate::draft::{Draft, Origin};

/// Whether the text is XML whose root is a schedule.
pub(super) fn sniff(look: &Look) -> bool {
    xml::root_name(look.text) == Some("schedule")
}

/// Reads a schedule.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let document = xml::parse(text)?;
    let root = document.root_element();
    let conference = child(root, "conference");
    let days: Vec<Node> = children(root, "day").collect();
    if conference.is_none() && days.is_empty() {
        return Err(ReadError::whole(format!(
            "this is XML with the root <{}> and neither <conference> nor <day>: it is no frab schedule",
            root.tag_name().name()
        )));
    }
    let reader = Reader::new(text);
    let mut header = Conference::default();
    // Some write beside the conference what belongs to it.
    for node in [conference, Some(root)].into_iter().flatten() {
        fill_header(&mut header, node);
    }
    let headers: Vec<Day> = days.iter().map(|day| day_header(*day)).collect();
    let origin = origin_of(&reader, conference.unwrap_or(root), "schedule.conference");
    let mut table = Timetable::new(reader, header, &headers, origin);
    for node in [conference, Some(root)].into_iter().flatten() {
        read_lists(&mut table, node);
    }
    for (index, (day, header)) in days.into_iter().zip(headers).enumerate() {
        let path = format!("schedule.day[{index}]");
        let origin = origin_of(&table.reader, day, &path);
        let date = table.date(&header, &origin);
        read_rooms(&mut table, day, &path, date);
    }
    // Rooms and events that stand in no day are entries all the same.
    read_rooms(&mut table, root, "schedule", None);
    Ok(table.finish())
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    elements(node).filter(move |node| node.tag_name().name() == name)
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// An attribute with something in it.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Text<'a> {
    present(node.attribute(name)?)
}

fn present(text: &str) -> Text<'_> {
    let text = text.trim();
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

/// The text of an element, with that of all elements in it.
fn text<'a>(node: Node<'a, '_>) -> Text<'a> {
    let mut texts = node.descendants().filter(Node::is_text);
    let first = texts.next()?.text()?;
    match texts.next() {
        None => present(first),
        Some(second) => {
            let all = [first, second.text().unwrap_or_default()].into_iter();
            let rest = texts.filter_map(|node| node.text());
            let all = all.chain(rest).collect::<String>();
            present(&all).map(|text| Cow::Owned(text.into_owned()))
        }
    }
}

/// A text that may be marked up. Some write the markup as elements instead of as text: it is what
/// stands between the tags.
fn marked_up<'a>(node: Node<'a, '_>) -> Text<'a> {
    if elements(node).next().is_none() {
        return text(node);
    }
    let from = node.first_child()?.range().start;
    let to = node.last_child()?.range().end;
    present(node.document().input_text().get(from..to)?)
}

fn origin_of(reader: &Reader, node: Node, path: &str) -> Origin {
    reader.origin_at(node.range().start, path)
}

fn fill_header(header: &mut Conference, node: Node) {
    for child in elements(node) {
        let field = match child.tag_name().name() {
            "acronym" => &mut header.acronym,
            "title" => &mut header.title,
            "subtitle" => &mut header.subtitle,
            "venue" => &mut header.venue,
            "city" => &mut header.city,
            "url" => &mut header.url,
            "base_url" => &mut header.base_url,
            "version" => &mut header.version,
            "start" => &mut header.start,
            "end" => &mut header.end,
            "time_zone_name" => &mut header.time_zone_name,
            "day_change" => &mut header.day_change,
            "timeslot_duration" => &mut header.timeslot_duration,
            "description" if header.description.is_none() => {
                header.description = owned(marked_up(child));
                continue;
            }
            _ => continue,
        };
        if field.is_none() {
            *field = owned(text(child));
        }
    }
}

fn day_header(day: Node) -> Day {
    Day {
        date: owned(attribute(day, "date")),
        start: owned(attribute(day, "start")),
        end: owned(attribute(day, "end")),
    }
}

fn owned(text: Text) -> Option<String> {
    text.map(Cow::into_owned)
}

/// Tracks and people, in lists of their own or bare.
fn read_lists(table: &mut Timetable, parent: Node) {
    let lists = elements(parent).filter(|node| {
        let name = node.tag_name().name();
        matches!(name, "tracks" | "persons" | "rooms")
    });
    for node in std::iter::once(parent).chain(lists) {
        for (index, record) in elements(node).enumerate() {
            let name = record.tag_name().name();
            let path = match node.tag_name().name() {
                "schedule" => format!("schedule.{name}[{index}]"),
                list => format!("schedule.{list}.{name}[{index}]"),
            };
            let origin = origin_of(&table.reader, record, &path);
            match name {
                "track" => table.track(named(record), &origin),
                "person" => table.person(person(record), &origin),
                "room" if node != parent => {
                    table.room(&named(record).name.unwrap_or_default(), &origin);
                }
                _ => {}
            }
        }
    }
}

fn named(node: Node) -> Named {
    Named {
        name: owned(attribute(node, "name").or_else(|| text(node))),
        slug: owned(attribute(node, "slug")),
        color: owned(attribute(node, "color")),
    }
}

/// The rooms of a day with their events, and events that stand in no room.
fn read_rooms(table: &mut Timetable, parent: Node, path: &str, date: Option<NaiveDate>) {
    let mut counts = (0, 0);
    for node in elements(parent) {
        match node.tag_name().name() {
            "room" => {
                let name = attribute(node, "name").unwrap_or_default();
                let path = format!("{path}.room[{}]", counts.0);
                let origin = origin_of(&table.reader, node, &path);
                table.room(&name, &origin);
                for (index, node) in children(node, "event").enumerate() {
                    let path = format!("{path}.event[{index}]");
                    let origin = origin_of(&table.reader, node, &path);
                    table.entry(event(node), origin, date, Some(&name));
                }
                counts.0 += 1;
            }
            "event" => {
                let path = format!("{path}.event[{}]", counts.1);
                let origin = origin_of(&table.reader, node, &path);
                table.entry(event(node), origin, date, None);
                counts.1 += 1;
            }
            _ => {}
        }
    }
}

fn event<'a>(node: Node<'a, '_>) -> Event<'a> {
    let mut event = Event {
        guid: attribute(node, "guid"),
        id: attribute(node, "id"),
        code: attribute(node, "code"),
        url: attribute(node, "href").or_else(|| attribute(node, "url")),
        ..Event::default()
    };
    for child in elements(node) {
        let field = match child.tag_name().name() {
            "date" => &mut event.date,
            "start" => &mut event.start,
            "end" => &mut event.end,
            "duration" => &mut event.duration,
            "room" => &mut event.room,
            "title" => &mut event.title,
            "subtitle" => &mut event.subtitle,
            "track" => &mut event.track,
            "type" => &mut event.kind,
            "language" => &mut event.language,
            "url" => &mut event.url,
            "origin_url" => &mut event.origin_url,
            "feedback_url" => &mut event.feedback_url,
            _ => {
                fill_rest(&mut event, child);
                continue;
            }
        };
        if field.is_none() {
            *field = text(child);
        }
    }
    event
}

/// The children of an event that are no plain texts.
fn fill_rest<'a>(event: &mut Event<'a>, child: Node<'a, '_>) {
    match child.tag_name().name() {
        "abstract" if event.abstract_text.is_none() => event.abstract_text = marked_up(child),
        "description" if event.description.is_none() => event.description = marked_up(child),
        "persons" => event.persons.extend(children(child, "person").map(person)),
        "links" => event.links.extend(children(child, "link").map(link)),
        "attachments" => {
            let attachments = children(child, "attachment").map(link);
            event.attachments.extend(attachments);
        }
        "recording" => {
            event.do_not_record |= self::child(child, "optout").is_some_and(is_true);
        }
        "do_not_record" => event.do_not_record |= is_true(child),
        "do_not_stream" => event.do_not_stream |= is_true(child),
        _ => {}
    }
}

fn is_true(node: Node) -> bool {
    text(node).is_some_and(|text| text.eq_ignore_ascii_case("true") || text == "1")
}

/// A person: the name is the text, or stands in an element of its own.
fn person<'a>(node: Node<'a, '_>) -> Person<'a> {
    let mut person = Person {
        id: attribute(node, "id"),
        guid: attribute(node, "guid"),
        code: attribute(node, "code"),
        url: attribute(node, "href").or_else(|| attribute(node, "url")),
        ..Person::default()
    };
    let mut is_record = false;
    for child in elements(node) {
        let field = match child.tag_name().name() {
            "name" => &mut person.name,
            "public_name" => &mut person.public_name,
            "full_public_name" => &mut person.full_public_name,
            "url" => &mut person.url,
            "biography" | "extended_biography" => {
                person.biography = person.biography.or_else(|| marked_up(child));
                is_record = true;
                continue;
            }
            "links" => {
                person.links.extend(children(child, "link").map(link));
                continue;
            }
            _ => continue,
        };
        *field = field.take().or_else(|| text(child));
        is_record = true;
    }
    if !is_record {
        person.name = text(node);
    }
    person
}

/// A link: without an address, its text is the address.
fn link<'a>(node: Node<'a, '_>) -> Link<'a> {
    let url = attribute(node, "href").or_else(|| attribute(node, "url"));
    let kind = attribute(node, "type");
    let text = text(node).map(one_line);
    match url {
        Some(_) => Link {
            title: text,
            url,
            kind,
            bare: false,
        },
        None => Link {
            bare: text.is_some(),
            title: None,
            url: text,
            kind,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_nested_deeply_in_a_record_costs_no_more_than_its_length() {
        let deep = "<b>".repeat(100_000) + "deep" + &"</b>".repeat(100_000);
        let events = format!(
            "<event><title>{deep}</title><abstract>{deep}</abstract><persons><person>{deep}</person></persons></event>"
        );
        let file = format!(
            "<schedule><conference><title>{deep}</title></conference><day date='2024-06-01'>{deep}<room>{events}</room></day></schedule>"
        );
        let draft = read(&file).unwrap();
        assert_eq!(draft.event.title.as_deref(), Some("deep"));
        let entry = &draft.sessions[0];
        assert_eq!(entry.title.as_deref(), Some("deep"));
        assert_eq!(entry.people[0].name.as_deref(), Some("deep"));
    }

    #[test]
    fn files_that_end_anywhere_are_told_so_or_read() {
        let file = "<?xml version='1.0'?><!DOCTYPE schedule [<!ENTITY a 'b'>]><schedule><day date='2024-06-01'><event id='1'><title>É &a;</title></event></day></schedule>";
        for (end, _) in file.char_indices() {
            assert!(read(file.get(..end).unwrap()).is_err(), "{end}");
        }
        assert_eq!(read(file).unwrap().sessions.len(), 1);
    }

    #[test]
    fn a_link_stands_once_however_many_there_are() {
        let link = |number| format!("<link href='https://a.example/{number}'>Part {number}</link>");
        for many in [1, 7, 8, 9, 10, 30] {
            let links: String = (0..many).chain(0..many).map(link).collect();
            let file = format!(
                "<schedule><day><event id='1'><links>{links}</links></event></day></schedule>"
            );
            let draft = read(&file).unwrap();
            let titles: Vec<_> = draft.sessions[0]
                .links
                .iter()
                .map(|link| link.title.as_deref())
                .collect();
            let wanted: Vec<String> = (0..many).map(|number| format!("Part {number}")).collect();
            assert_eq!(
                titles,
                wanted
                    .iter()
                    .map(|title| Some(title.as_str()))
                    .collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn a_file_that_ends_in_the_middle_of_a_tag_is_told_at_its_end() {
        let error = read("<schedule>\n<day date='2024-06-01'>\n<event id").unwrap_err();
        assert_eq!(error.at, Some((3, 10)));
        assert!(
            error.message.contains("as if it were cut off"),
            "{}",
            error.message
        );
    }
}
