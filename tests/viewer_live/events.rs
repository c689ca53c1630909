//! The picker of events, and what becomes of a choice.

use std::fs;

use super::*;

/// Lines of the screen that name an event, from top to bottom.
fn offers(session: &Session) -> Vec<String> {
    let screen = session.screen();
    let lines = screen.lines().skip(2);
    lines
        .map(|line| line.trim_start_matches(['▌', ' ']).to_owned())
        .take_while(|line| !line.contains("⏎ open"))
        .filter(|line| !line.is_empty())
        .collect()
}

#[track_caller]
fn assert_offers(session: &Session, titles: &[&str]) {
    let offers = offers(session);
    assert_eq!(offers.len(), titles.len(), "{}", session.screen());
    for (offer, title) in offers.iter().zip(titles) {
        assert!(offer.starts_with(title), "{offer}: {title}");
    }
}

/// Two files, and names for two more.
fn home() -> Home {
    let home = Home::new();
    for (file, title) in [("s.json", "First"), ("two.json", "Second")] {
        home.file(file, schedule(title, &DAY));
    }
    home.file("ml.json", schedule("Machine", &DAY));
    home.file("zoneless.json", in_zone("Nowhere", &DAY, ""));
    home.file(
        "config/fomo/config.toml",
        "[events]\nicml = \"~/icml.json\"\nml = \"~/ml.json\"\n\
         [events.there]\nsource = \"~/zoneless.json\"\nevent_zone = \"Asia/Kathmandu\"\ntitle = \"Our Meeting\"\n",
    );
    home
}

#[test]
fn it_lists_filters_opens_and_leaves() {
    let home = home();
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    session.send("jjE");
    session.wait_for("ES-FoMo II");
    assert_offers(
        &session,
        &["icml", "ml", "Our Meeting", "First", "ES-FoMo II"],
    );
    session.send("meet");
    wait_for(&session, &["Event: meet", "Our Meeting"], &["ES-FoMo"]);
    session.send("\x1b");
    wait_for(&session, &["▌  12:00  Gamma", "First"], &["Event: "]);
    // Its zone is what the configuration says.
    session.send("Emeet\r");
    wait_for(
        &session,
        &["Nowhere", "Kathmandu (+05:45)", LANDED],
        &["Event: "],
    );
    // What was typed in full is meant, and not what begins or ends like it.
    session.send("Eml\r");
    wait_for(&session, &["Machine", LANDED], &["Nowhere"]);
    session.send("E~/two.json\r");
    wait_for(&session, &["Second", LANDED], &["Machine"]);
    // Paths are offered as people write them, and lead there.
    session.send("E");
    wait_for(&session, &["~/two.json", "~/s.json"], &[]);
    session.send("first\r");
    wait_for(&session, &["First", LANDED], &["Second", "Event: "]);
    session.send("E~/two.json\r");
    wait_for(&session, &["Second", LANDED], &["First"]);
    // The newest first; what has a name is there once.
    session.send("E");
    session.wait_for("ES-FoMo II");
    assert_offers(
        &session,
        &["icml", "ml", "Our Meeting", "Second", "First", "ES-FoMo II"],
    );
    session.send("es-fomo\r");
    session.wait_for("Session II");
    quit(session);
}

#[test]
fn a_wrong_choice_complains_and_stays() {
    let home = home();
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    session.send("jj");
    for (typed, complaint) in [
        ("nowhere", "nowhere: there is no such file"),
        ("./no.json", "./no.json: no such file"),
        ("icml", "icml.json: no such file"),
        ("ftp://x/y", "only http and https"),
        ("./state", "it is a directory"),
    ] {
        session.send("E");
        session.wait_for("Event: ");
        session.send(typed);
        session.wait_for(&format!("Event: {typed}"));
        session.send("\r");
        wait_for(
            &session,
            &[complaint, "▌  12:00  Gamma", "First"],
            &["Event: "],
        );
    }
    quit(session);
}

#[test]
fn it_opens_from_everywhere() {
    let home = home();
    for (keys, here) in [
        ("?", "Moving"),
        ("\r", "Esc back"),
        ("3", "people"),
        ("5", "Esc back"),
    ] {
        let mut session = home.view(&["s.json"]);
        session.wait_for(LANDED);
        session.send(keys);
        session.wait_for(here);
        session.send("E");
        session.wait_for("Event: ");
        session.resize(40, 12);
        session.wait_until("the small picker", |screen, _| {
            let screen = screen.contents();
            screen.contains("ES-FoMo II") && !screen.lines().any(|line| line.chars().count() > 40)
        });
        session.resize(80, 24);
        session.send("./two.json\r");
        session.wait_for("Second");
        session.send("q");
        assert_eq!(session.wait_exit().exit_code(), 0);
        session.assert_restored();
    }
}

#[test]
fn another_one_while_the_first_is_still_on_its_way() {
    let home = home();
    let server = Httpd::playing(Play::Hang);
    let (play, tell) = late(&schedule("Third", &DAY), 0);
    server.play("/third", play);
    let mut session = home.view(&[&server.url("/")]);
    session.wait_for("Esc stop  Opening 127.0.0.1…");
    session.send("E");
    wait_for(&session, &["Event: ", "Esc leave"], &["Esc stop"]);
    session.send(format!("{}\r", server.url("/third")));
    wait_for(&session, &["Esc stop  Opening 127.0.0.1…"], &["Event: "]);
    tell.send(()).unwrap();
    wait_for(&session, &["Third", LANDED], &["Opening"]);
    quit(session);
}

#[test]
fn a_wrong_choice_while_nothing_is_there_yet_asks_again() {
    let home = home();
    let server = Httpd::playing(Play::Hang);
    let mut session = home.view(&[&server.url("/")]);
    session.wait_for("Opening");
    session.send("E./no.json\r");
    wait_for(&session, &["./no.json: no such file", "Event: "], &[]);
    session.send("./two.json\r");
    wait_for(&session, &["Second", LANDED], &["Event: "]);
    quit(session);
}

#[test]
fn who_stops_waiting_for_another_one_stays_and_misses_nothing() {
    let home = home();
    let server = Httpd::playing(Play::Hang);
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    session.send(format!("E{}\r", server.url("/")));
    session.wait_for("Esc stop  Opening");
    session.send("jj");
    session.wait_for("▌  12:00  Gamma");
    // What changes meanwhile is read afterwards.
    replace(&home.path("s.json"), &with("Added"));
    session.send("\x1b");
    wait_for(&session, &["Added", "▌  12:00  Gamma"], &["Opening"]);
    quit(session);
}

#[test]
fn a_copy_that_nobody_asked_about_any_more_says_so() {
    let home = home();
    let server = server(&schedule("Third", &DAY));
    home.with_copy(&server);
    server.play("/", Play::Hang);
    let mut session = home.view(&[&server.url("/")]);
    session.wait_for("looking for a newer one");
    session.send("E./no.json\r");
    session.wait_for("no such file");
    session.send("j");
    wait_for(
        &session,
        &["▌  11:00  Beta", "copy of 2 h ago"],
        &["looking"],
    );
    quit(session);
}

#[test]
fn a_copy_that_cannot_be_read_is_no_obstacle() {
    let home = home();
    let server = server(&schedule("Third", &DAY));
    home.with_copy(&server);
    let copy = fs::read_dir(home.path("cache/fomo")).unwrap().next();
    fs::write(copy.unwrap().unwrap().path(), "damaged").unwrap();
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    session.send(format!("E{}\r", server.url("/")));
    wait_for(&session, &["Third", LANDED], &[]);
    quit(session);
}

#[test]
fn a_printed_frame_is_not_remembered() {
    let home = home();
    let line = "$FOMO s.json --print 80x20 --keys 'E./two.json<enter>'";
    let mut session = home.shell(line);
    assert!(session.wait_exit().success());
    session.wait_for("Second");
    assert!(!home.path("state").exists());
}

#[test]
fn a_broken_configuration_is_noted_and_stops_nothing() {
    let home = home();
    home.file(
        "config/fomo/config.toml",
        "[events]\nml = \"~/ml.json\"\nbad = [\n",
    );
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    let raw = String::from_utf8(session.raw()).unwrap();
    let before = raw.split("\x1b[?1049h").next().unwrap();
    assert!(
        before.contains("note: ") && before.contains("config.toml:"),
        "{before}"
    );
    session.send("E");
    session.wait_for("ES-FoMo II");
    assert_offers(&session, &["ml", "First", "ES-FoMo II"]);
    session.send("\x1b");
    wait_for(&session, &[LANDED], &["Event: "]);
    quit(session);
}

#[test]
fn a_zone_of_the_configuration_that_is_none_is_said() {
    let home = home();
    home.file(
        "config/fomo/config.toml",
        "[events.there]\nsource = \"~/zoneless.json\"\nevent_zone = \"Mars/Phobos\"\n",
    );
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    session.send("Ethere\r");
    session.wait_for("the event_zone in config.toml is not used");
    session.wait_for("zone unknown");
    quit(session);
}
