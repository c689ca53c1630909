//! Windows of any size, at the start and later.

use super::*;

/// Sizes that are none, and those that no screen has.
const ODD: [(u16, u16); 11] = [
    (1, 1),
    (2, 2),
    (5, 3),
    (10, 3),
    (20, 5),
    (40, 10),
    (0, 0),
    (1, 50),
    (200, 1),
    (0, 24),
    (1000, 300),
];

/// Goes through all screens, of which nothing may be seen.
fn walk(session: &mut Session) {
    for screen in &SCREENS {
        press(session, screen.keys);
        press(session, &ESC.repeat(3));
    }
}

#[test]
fn it_starts_at_any_size_and_finds_its_screen_later() {
    let home = Home::new();
    for (columns, rows) in ODD {
        let line = format!("exec \"$FOMO\" {AT}");
        // Who does not know its size is taken for the usual one, and had better be that.
        let (wide, high) = match (columns, rows) {
            (0, _) | (_, 0) => (80, 24),
            size => size,
        };
        let mut session = Session::spawn(home.command(&line), wide, high);
        session.resize_unseen(columns, rows);
        session.wait_until("a frame", |_, raw| is_complete(raw));
        // Without optimisation, walls of letters take their time.
        if columns <= 200 && rows <= 50 {
            walk(&mut session);
        }
        session.resize(80, 24);
        session.send("1n");
        session.wait_for("▌▶");
        session.wait_for("? help");
        quit(session);
    }
    // A terminal that does not know its size from the first moment on is taken to have the usual one.
    let session = Session::spawn(home.command(&format!("exec \"$FOMO\" {AT}")), 0, 0);
    session.wait_for(LANDED);
    quit(session);
}

#[test]
fn after_a_storm_of_sizes_every_screen_is_whole() {
    let home = Home::new();
    for screen in &SCREENS {
        let mut session = home.on(screen);
        let header = session
            .screen()
            .lines()
            .next()
            .unwrap()
            .trim_end()
            .to_owned();
        for (columns, rows) in [(500, 200), (79, 23), (3, 1)]
            .into_iter()
            .chain(ODD)
            .collect::<Vec<_>>()
            .repeat(3)
        {
            session.resize_unseen(columns, rows);
            thread::sleep(Duration::from_millis(1));
        }
        session.resize(80, 24);
        // The list may have been moved, since what is selected stays in view; all that is seen is what was drawn. Frames
        // of other sizes may still be on their way.
        let mut drawn = String::new();
        session.wait_for(screen.text);
        for _ in 0..50 {
            press(&mut session, "");
            let seen = picture(&session.screen());
            if seen == drawn && seen.starts_with(&header) && seen.contains(screen.text) {
                break;
            }
            drawn = seen;
        }
        session.resize(79, 24);
        session.resize(80, 24);
        wait_for_all(&session, &drawn);
        session.send("\x03");
        assert_eq!(session.wait_exit().exit_code(), 0);
        session.assert_restored();
    }
}

#[test]
fn a_terminal_that_forgets_its_size_is_drawn_on_all_the_same() {
    let home = Home::new();
    let mut session = home.on(&SCREENS[0]);
    session.resize_unseen(40, 12);
    session.wait_until("a narrow screen", |screen, _| {
        !screen.contents().contains("50 min left")
    });
    session.resize_unseen(0, 0);
    session.wait_for("50 min left");
    session.send("G");
    session.wait_for("▌  18:00");
    quit(session);
}
