//! The viewer where its marks cannot be written.

use super::*;

const VIEW: &str = "exec \"$FOMO\" s.json --at 2030-02-01T00:00";

/// Waits for all of these at once; long messages go on in the next line.
#[track_caller]
fn wait_for(session: &Session, all: &[&str]) {
    session.wait_until(&format!("{all:?}"), |screen, _| {
        let screen = screen.contents().replace("\n ", " ");
        all.iter().all(|text| screen.contains(text))
    });
}

/// A viewer whose first mark cannot be saved, as long as the lock is kept.
fn refused() -> (Home, fs::File, Session) {
    let home = Home::with(5);
    home.keep("{}");
    let lock = fs::File::create(home.state().with_extension("lock")).unwrap();
    lock.lock().unwrap();
    let mut session = home.view(VIEW);
    wait_for(&session, &["Talk t000"]);
    session.send("f");
    wait_for(&session, &["★ 0:00", "could not save", "keeping it locked"]);
    (home, lock, session)
}

#[test]
fn what_cannot_be_saved_while_another_keeps_the_lock_is_saved_later() {
    let (home, lock, mut session) = refused();
    assert_eq!(fs::read_to_string(home.state()).unwrap(), "{}");
    drop(lock);
    session.send("jf");
    wait_for(&session, &["★ 0:15"]);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_eq!(home.kept(), ["t000", "t001"]);
}

#[test]
fn what_cannot_be_saved_is_tried_once_more_at_the_end() {
    let (home, lock, mut session) = refused();
    drop(lock);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
    assert_eq!(home.kept(), ["t000"]);
}

#[test]
fn on_a_full_disk_the_viewer_goes_on_and_says_what_is_lost() {
    let home = Home::with(5);
    assert_eq!(home.mark(4).code, 0);
    let before = fs::read(home.state()).unwrap();
    // No file may grow: writing fails as on a full disk.
    let mut session = home.view(&format!("trap '' XFSZ; ulimit -f 0; {VIEW}"));
    wait_for(&session, &["Talk t000"]);
    session.send("f");
    wait_for(&session, &["could not save"]);
    session.send("jjj");
    wait_for(&session, &["★ 0:00", "▌   0:45"]);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 2);
    session.assert_restored();
    wait_for(&session, &["lost is: the mark on “Talk t000”"]);
    assert_eq!(fs::read(home.state()).unwrap(), before);
    assert!(home.beside(".new-").is_empty());
}

#[test]
fn what_a_viewer_has_read_is_not_lost_with_a_file_that_was_damaged_or_deleted_since() {
    let home = Home::with(5);
    assert_eq!(home.mark(0).code, 0);
    let mut session = home.view(VIEW);
    wait_for(&session, &["★ 0:00"]);
    home.keep("{ damaged");
    session.send("ztokyo\r");
    wait_for(&session, &["set aside as"]);
    assert_eq!(home.kept(), ["t000"]);
    home.keep("{ damaged again");
    // A new version of the schedule is written down, too.
    let schedule = fs::read_to_string(home.path("s.json")).unwrap();
    let retitled = schedule.replace("Talk t000", "Retitled");
    fs::write(home.path("s.json"), retitled).unwrap();
    wait_for(&session, &["★ 9:00", "Retitled", "set aside as"]);
    assert_eq!(home.kept(), ["t000"]);
    assert_eq!(home.beside("damaged").len(), 2);
    // Nor with one that somebody deleted, who saw nothing of this.
    fs::remove_file(home.state()).unwrap();
    session.send("jf");
    wait_for(&session, &["★ 9:15", "was gone, and is there again"]);
    assert_eq!(home.kept(), ["t000", "t001"]);
}

#[test]
fn what_is_on_show_is_not_lost_when_another_program_begins_the_file_anew() {
    let home = Home::with(7);
    if !home.can_be_watched() {
        return;
    }
    assert_eq!((home.mark(0).code, home.mark(1).code), (0, 0));
    let session = home.view(VIEW);
    wait_for(&session, &["★ 0:00", "★ 0:15"]);
    let all = |count| (0..count).map(id).collect::<Vec<_>>();
    for (new, damage) in ["", "{ damaged", "{\"favourites\": 7}"].iter().enumerate() {
        home.keep(damage);
        assert_eq!(home.mark(2 + new).code, 0);
        let mark = format!("★ {}:{:02}", (2 + new) / 4, (2 + new) % 4 * 15);
        wait_for(&session, &["★ 0:00", "★ 0:15", &mark, "there again"]);
        let mut kept = home.kept();
        kept.sort();
        assert_eq!(kept, all(3 + new));
    }
    // What was emptied is full again by itself, and what was deleted, with the next mark.
    home.keep("{}");
    session.wait_until("all again", |_, _| {
        fs::read_to_string(home.state()).is_ok_and(|text| text.matches("stance").count() == 5)
    });
    fs::remove_file(home.state()).unwrap();
    wait_for(&session, &["what was marked is gone from it"]);
    assert_eq!(home.mark(5).code, 0);
    wait_for(&session, &["★ 0:00", "★ 1:15", "5 marks were missing"]);
    let mut kept = home.kept();
    kept.sort();
    assert_eq!(kept, all(6));
}

#[test]
fn what_is_missing_and_cannot_be_put_back_at_once_is_put_back_later() {
    let home = Home::with(5);
    if !home.can_be_watched() {
        return;
    }
    assert_eq!(home.mark(0).code, 0);
    let mut session = home.view(VIEW);
    wait_for(&session, &["★ 0:00"]);
    home.keep("{ damaged");
    wait_for(&session, &["going on with what it said before"]);
    let lock = fs::File::create(home.state().with_extension("lock")).unwrap();
    lock.lock().unwrap();
    home.keep(
        json!({"favourites": [{"title": "Talk t001", "id": "t001", "stance": "must"}]}).to_string(),
    );
    wait_for(&session, &["★ 0:00", "keeping it locked", "tried again"]);
    assert_eq!(home.kept(), ["t001"]);
    drop(lock);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    let mut kept = home.kept();
    kept.sort();
    assert_eq!(kept, ["t000", "t001"]);
}

#[test]
fn what_becomes_wrong_with_the_file_on_show_is_said() {
    let home = Home::with(3);
    if !home.can_be_watched() {
        return;
    }
    let session = home.view(VIEW);
    wait_for(&session, &["Talk t000"]);
    home.keep(json!({"favourites": [{"title": "Talk t001", "stance": 7}]}).to_string());
    wait_for(
        &session,
        &["1 favourite in it cannot be understood in full"],
    );
    home.keep("{ damaged");
    wait_for(&session, &["going on with what it said before"]);
}

#[test]
fn a_state_directory_that_is_made_anew_is_watched_too() {
    let home = Home::with(3);
    if !home.can_be_watched() {
        return;
    }
    let mut session = home.view(VIEW);
    wait_for(&session, &["Talk t000"]);
    let state = home.state();
    let directory = state.parent().unwrap();
    session.wait_until("the directory", |_, _| directory.exists());
    fs::remove_dir_all(directory).unwrap();
    fs::create_dir_all(directory).unwrap();
    session.send("r");
    wait_for(&session, &["Nothing has changed"]);
    assert_eq!(home.mark(1).code, 0);
    wait_for(&session, &["★ 0:15"]);
}

#[test]
fn an_event_that_gets_another_id_while_it_is_on_show_keeps_its_favourites() {
    let home = Home::with(5);
    assert_eq!(home.mark(0).code, 0);
    let mut session = home.view(VIEW);
    wait_for(&session, &["★ 0:00"]);
    let schedule = fs::read_to_string(home.path("s.json")).unwrap();
    let other = schedule
        .replace("\"rough\"", "\"smooth\"")
        .replace("Talk t004", "Retitled");
    fs::write(home.path("s.json"), other).unwrap();
    wait_for(&session, &["Retitled"]);
    session.send("jf");
    wait_for(&session, &["★ 0:00", "★ 0:15"]);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_eq!(home.kept(), ["t000"]);
    fs::rename(home.state().with_file_name("smooth.json"), home.state()).unwrap();
    assert_eq!(home.kept(), ["t000", "t001"]);
}

#[test]
fn what_could_not_be_saved_goes_with_an_event_that_gets_another_id() {
    let (home, lock, mut session) = refused();
    let schedule = fs::read_to_string(home.path("s.json")).unwrap();
    let other = schedule
        .replace("\"rough\"", "\"smooth\"")
        .replace("Talk t004", "Retitled");
    fs::write(home.path("s.json"), other).unwrap();
    wait_for(&session, &["★ 0:00", "Retitled"]);
    drop(lock);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    fs::rename(home.state().with_file_name("smooth.json"), home.state()).unwrap();
    assert_eq!(home.kept(), ["t000"]);
}

#[test]
fn who_opens_the_same_event_again_sees_what_could_not_be_saved_before() {
    let (_home, lock, mut session) = refused();
    session.send("jjj");
    // The message is gone, and that it is not saved is still said.
    wait_for(
        &session,
        &["★ 0:00", "▌   0:45", "your marks are not saved yet"],
    );
    drop(lock);
    session.send("E");
    wait_for(&session, &["s.json"]);
    session.send("s.json\r");
    wait_for(&session, &["▌ ★ 0:00"]);
}

#[test]
fn how_rooms_were_arranged_is_not_lost_without_a_word() {
    let home = Home::with(5);
    let schedule = r#"{"format": "fomo/1", "event": {"id": "rough", "title": "Rough", "time_zone": "UTC"}, "sessions": [
        {"id": "a", "title": "Left", "start": "2030-02-01T00:00", "end": "2030-02-01T01:00", "room": "A"},
        {"id": "b", "title": "Right", "start": "2030-02-01T00:00", "end": "2030-02-01T01:00", "room": "B"}]}"#;
    fs::write(home.path("s.json"), schedule).unwrap();
    home.keep("{}");
    let lock = fs::File::create(home.state().with_extension("lock")).unwrap();
    lock.lock().unwrap();
    let mut session = home.view(VIEW);
    wait_for(&session, &["Left"]);
    session.send("2>");
    wait_for(&session, &["could not save", "it holds here"]);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 2);
    wait_for(
        &session,
        &["lost is: how the rooms of “Rough” were arranged"],
    );
    let mut session = home.view(VIEW);
    wait_for(&session, &["Left"]);
    session.send("2>");
    wait_for(&session, &["could not save", "it holds here"]);
    drop(lock);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    let kept = fs::read_to_string(home.state()).unwrap();
    assert!(kept.contains("room_order"), "{kept}");
}
