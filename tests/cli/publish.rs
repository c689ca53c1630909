//! `fomo list --format csv` and `--format markdown`.

use serde_json::json;

use super::{Place, fomo, schedule};

/// Titles that mean something to programs.
fn hostile() -> Place {
    let sessions = json!([
        { "id": "=1+1", "title": "=HYPERLINK(\"https://evil.example\", \"a|b\")", "start": "2024-07-27T09:00", "duration": 15,
          "room": "+Aula", "abstract": "First\n\n<b>second</b>, \"quoted\"",
          "people": [{ "name": "@ada", "affiliation": "-U" }] },
        { "id": "b", "title": "a|b *c* _d_ `e` [f](g) <b>h</b> &amp; \\| #1 ~~i~~ $x$", "start": "2024-07-27T09:15",
          "duration": 45, "room": "Hall 1", "track": "ML | Systems",
          "links": [{ "title": "Page", "url": "https://example.org/a_(b)|c?d=1&copy=2" }],
          "talks": [
            { "id": "t", "title": "Talk\twith\ntabs", "people": [{ "name": "Bo" }, { "name": "Cy", "role": "chair" }] },
            { "id": "u", "title": "Elsewhere", "start": "2024-07-27T09:30", "room": "Foyer" }
          ] },
        { "id": "off", "title": "Tour", "start": "2024-07-28T02:00", "duration": 30, "status": "cancelled" },
        { "id": "night", "title": "Change", "start": "2024-10-27T00:30+02:00", "end": "2024-10-27T02:30+01:00" },
        { "id": "some", "title": "Some time", "status": "tbc" }
    ]);
    Place::with("s.json", schedule(Some("Europe/Vienna"), &sessions))
}

#[test]
fn a_table_for_spreadsheets() {
    let ran = hostile().fomo(&["list", "s.json", "--format", "csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let table = ran.out.strip_prefix('\u{feff}').unwrap();
    insta::assert_snapshot!(table.replace("\r\n", "\n"));
    assert_eq!(table.matches("\r\n").count(), 8, "{table}");
}

#[test]
fn a_table_for_web_pages() {
    let ran = hostile().fomo(&["list", "s.json", "--format", "markdown"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn the_workshops_page() {
    let ran = fomo(&["list", "--format", "markdown"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn of_what_matches_and_in_the_zone_that_is_asked_for() {
    let args = ["list", "albert gu", "--zone", "asia/tokyo", "--format"];
    let page = fomo(&[&args[..], &["markdown"]].concat());
    assert_eq!(
        page.out,
        "## ES-FoMo II\n\n### Sat 27 Jul 2024 · times in Tokyo (JST, +09)\n\n| Time | Session | People |\n\
        | --- | --- | --- |\n| 16:15–\\~17:15 | 📈 Session I: Emerging Architectures | |\n\
        | | ↳ A Deep Dive into State-Space Models | Albert Gu (Carnegie Mellon) |\n"
    );
    let table = fomo(&["list", "lunch", "--zone", "asia/tokyo", "--format", "csv"]);
    let (_, row) = table.out.split_once("\r\n").unwrap();
    assert_eq!(
        row,
        "2024-07-27,2024-07-27 19:00,2024-07-27 20:00,true,Asia/Tokyo UTC+09:00,60,Lunch break,,,,break,,confirmed,,,\
        lunch-break,session,\r\n"
    );
}

#[test]
fn where_nobody_knows_the_zone_it_is_said() {
    let sessions =
        json!([{ "id": "a", "title": "A", "start": "2024-07-27T09:00", "duration": 30 }]);
    let place = Place::with("s.json", schedule(None, &sessions));
    let page = place.fomo(&["list", "s.json", "--format", "markdown"]).out;
    assert!(
        page.contains("### Sat 27 Jul 2024 · event time, zone unknown\n"),
        "{page}"
    );
    let table = place.fomo(&["list", "s.json", "--format", "csv"]).out;
    assert!(
        table.contains("2024-07-27 09:30,false,\"event time, zone unknown\",30,A"),
        "{table}"
    );
}

#[test]
fn nothing_is_no_table() {
    for format in ["csv", "markdown"] {
        let ran = fomo(&["list", "zzz", "--format", format]);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (1, "", "nothing matches in ES-FoMo II\n"),
            "{format}"
        );
    }
}
