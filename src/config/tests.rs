use super::*;

fn config(text: &str) -> Config {
    Config::parse(text, Path::new("/etc/x/config.toml"))
}

fn sources(config: &Config) -> Vec<(&str, &str)> {
    let events = config.events().iter();
    events
        .map(|event| (event.name.as_str(), event.source.as_str()))
        .collect()
}

#[test]
fn names_mean_sources() {
    let config = config(
        "[events]\nfosdem = \"https://fosdem.org/x\"\nhere = \"a/b.json\"\nthere = \"/c.json\"\n\
         [events.Full]\nsource = \"d\"\nevent_zone = \"Europe/Vienna\"\ntitle = \"T\"\n",
    );
    assert_eq!(config.notes(), [] as [&str; 0]);
    assert_eq!(
        sources(&config),
        [
            ("fosdem", "https://fosdem.org/x"),
            ("here", "/etc/x/a/b.json"),
            ("there", "/c.json"),
            ("Full", "/etc/x/d"),
        ]
    );
    let full = config.event("fuLL").unwrap();
    assert_eq!(full.event_zone.as_deref(), Some("Europe/Vienna"));
    assert_eq!(full.title.as_deref(), Some("T"));
    assert_eq!(config.event("nothing"), None);
}

#[test]
fn a_tilde_is_the_home() {
    let config = config("events = { a = \"~/b.json\" }");
    let source = &config.event("a").unwrap().source;
    assert!(
        !source.contains('~') && source.ends_with("/b.json"),
        "{source}"
    );
}

#[test]
fn what_is_broken_costs_its_entry_and_is_noted_with_its_place() {
    let cases = [
        (
            "[events]\ngood = \"g\"\nbad = 7\n",
            "3:1: “bad” has no source",
        ),
        (
            "[events]\ngood = \"g\"\nbad = \"\"\n",
            "3:1: “bad” has no source",
        ),
        (
            "[events]\ngood = \"g\"\n[events.bad]\ntitle = \"x\"\n",
            "3:9: “bad” has no source",
        ),
        ("[events]\ngood = \"g\"\nbad = \"https://\n", "3:16: "),
        ("[events]\nbad = nonsense\ngood = \"g\"\n", "2:"),
        ("[events]\nbad\n", "2:4: key with no value"),
        (
            "[events]\ngood = \"g\"\nGOOD = \"h\"\n",
            "3:1: “GOOD” is there twice",
        ),
        (
            "colour = 1\n[events]\ngood = \"g\"\n",
            "1:1: “colour” means nothing",
        ),
        ("theme = 7\n", "1:9: theme must be a name"),
        (
            "theme = \"drak\"\n[events]\ngood = \"g\"\n",
            "1:9: there is no theme “drak”, only terminal, light, dark, contrast, colour-blind; did you mean “dark”?",
        ),
        ("ascii = 1\n", "1:9: ascii must be true or false"),
        ("themes = 1\n", "1:10: themes must be a table: [themes]"),
        ("[themes]\nx = 1\n", "2:5: x must be a table: [themes.x]"),
        ("[themes.dark]\n", "1:9: “dark” is built in"),
        (
            "[themes.x]\nbase = \"y\"\n",
            "2:8: base must be one of terminal, light",
        ),
        (
            "[themes.x]\nbackgroud = \"red\"\n",
            "2:1: “backgroud” is nothing that a theme colours; did you mean “background”?",
        ),
        (
            "[themes.x]\ntext = \"blod red\"\n",
            "2:8: “blod” is no colour",
        ),
        ("[themes.x]\ntext = 7\n", "2:8: text must be a text"),
        (
            "[themes.x]\ntracks = \"\"\n",
            "2:10: tracks need one colour",
        ),
        (
            "[events.good]\nsource = \"g\"\nzone = \"x\"\n",
            "3:1: “zone” means nothing",
        ),
        (
            "[events.good]\nsource = \"g\"\ntitle = 7\n",
            "3:9: title must be a text",
        ),
        ("\"ä\" = 'x'\n", "1:1: “ä” means nothing"),
        ("events = 'x'\n", "1:10: events must be a table"),
        ("reminder = 10\n", "1:12: reminder must be a table"),
        (
            "[reminder]\nminutes = -1\n",
            "2:11: minutes must be a whole number",
        ),
        (
            "[reminder]\nbell = 1\nminutes = 7\n",
            "2:8: bell must be true or false",
        ),
        (
            "[reminder]\nbell = true\nnotify = \"osc8\"\n",
            "3:10: notify must be \"osc9\", \"osc777\" or false",
        ),
        (
            "[reminder]\nminute = 5\n",
            "2:1: “minute” means nothing to fomo",
        ),
    ];
    for (text, note) in cases {
        let config = config(text);
        let found = config.notes().join("\n");
        assert!(
            found.contains(&format!("/config.toml:{note}")),
            "{text}\n{found}"
        );
        assert_eq!(config.notes().len(), 1, "{text}\n{found}");
        let wanted = text.contains("good").then_some(("good", "/etc/x/g"));
        let wanted: Vec<_> = wanted.into_iter().collect();
        assert_eq!(sources(&config), wanted, "{text}");
    }
}

#[test]
fn reminders_are_as_configured_and_what_is_wrong_leaves_the_rest() {
    let reminder = |text: &str| config(&format!("[reminder]\n{text}\n")).reminder();
    let usual = Reminder::default();
    assert_eq!(config("").reminder(), usual);
    assert_eq!(usual.minutes, Some(10));
    for (text, minutes) in [
        ("minutes = 5", Some(5)),
        ("minutes = 0x10", Some(16)),
        ("minutes = 1_440", Some(1440)),
        ("minutes = 0", None),
        ("minutes = false", None),
        ("minutes = true", Some(10)),
        ("minutes = 1441", Some(10)),
        ("minutes = 5.5", Some(10)),
        ("minutes = \"5\"", Some(10)),
    ] {
        assert_eq!(reminder(text), Reminder { minutes, ..usual }, "{text}");
    }
    let all = Reminder {
        minutes: Some(3),
        bell: true,
        notify: Some(Protocol::Osc777),
    };
    assert_eq!(
        reminder("minutes = 3\nbell = true\nnotify = \"osc777\""),
        all
    );
    let notify = Some(Protocol::Osc9);
    let some = Reminder { notify, ..usual };
    assert_eq!(reminder("bell = 7\nnotify = \"osc9\""), some);
    assert_eq!(reminder("notify = false"), usual);
}

/// The sample with the marks of comments taken from its settings.
fn sample() -> String {
    let text = include_str!("../../config.sample.toml");
    let lines = text.lines().map(|line| {
        let setting = line
            .strip_prefix('#')
            .filter(|rest| rest.starts_with(|first: char| first == '[' || first.is_alphabetic()));
        format!("{}\n", setting.unwrap_or(line))
    });
    lines.collect()
}

#[test]
fn the_sample_has_every_setting_with_its_usual_value() {
    let text = sample();
    assert_eq!(config(&text), Config::default(), "{text}");
    assert_eq!(
        config(include_str!("../../config.sample.toml")),
        Config::default()
    );
    let (table, _) = toml::de::DeTable::parse_recoverable(&text);
    for name in Config::settings() {
        assert!(table.get_ref().contains_key(name), "{name}");
    }
    for name in ["minutes", "bell", "notify"] {
        let reminder = table.get_ref().get("reminder").unwrap();
        assert!(
            reminder.get_ref().as_table().unwrap().contains_key(name),
            "{name}"
        );
    }
}

#[test]
fn the_viewer_starts_as_configured() {
    let all = config("zone = \"asia/tokyo\"\nview = \"grid\"\nmouse = true\n");
    assert_eq!(all.notes(), [] as [&str; 0]);
    assert_eq!(*all.zone(), Choice::Named("asia/tokyo".into()));
    assert_eq!((all.view(), all.mouse()), (FirstView::Grid, true));
    for (text, note) in [
        ("zone = 7", "1:8: zone must be \"event\", \"local\""),
        ("zone = \"Europe/Viena\"", "1:8: "),
        (
            "view = \"gird\"",
            "1:8: view must be one of \"timetable\", \"grid\"",
        ),
        ("mouse = \"yes\"", "1:9: mouse must be true or false"),
        ("keys = \"j\"", "1:8: keys must be a table: [keys]"),
        ("zone", "1:5: key with no value"),
    ] {
        let config = config(text);
        let found = config.notes().join("\n");
        assert!(
            found.contains(&format!("/config.toml:{note}")),
            "{text}\n{found}"
        );
        assert_eq!(config.notes().len(), 1, "{text}\n{found}");
        let notes = config.notes().to_vec();
        let usual = Config {
            notes,
            ..Config::default()
        };
        assert_eq!(config, usual, "{text}");
    }
}

#[test]
fn keys_are_wished_in_the_order_of_the_file() {
    let text = "[keys.in.filter]\ncancel = '<c-g>'\n[keys]\nquit = []\ndown = ['j', '<down>']\n";
    let config = config(text);
    assert_eq!(config.notes(), [] as [&str; 0]);
    let wishes = config.keys().iter().map(|wish| {
        let keys: Vec<&str> = wish.keys.iter().map(|key| key.text.as_str()).collect();
        (wish.action.as_str(), wish.context.as_deref(), keys)
    });
    let wishes: Vec<_> = wishes.collect();
    assert_eq!(
        wishes,
        [
            ("cancel", Some("filter"), vec!["<c-g>"]),
            ("quit", None, vec![]),
            ("down", None, vec!["j", "<down>"]),
        ]
    );
    assert!(config.keys()[2].place.ends_with("config.toml:5:1"));
    assert!(config.keys()[2].keys[1].place.ends_with("config.toml:5:14"));
}

#[test]
fn keys_that_are_none_are_noted() {
    for (text, note) in [
        (
            "[keys]\ndown = 7\nup = 'e'\n",
            "2:8: down must be a key or a list of keys",
        ),
        (
            "[keys]\ndown = ['j', 7]\nup = 'e'\n",
            "2:8: down must be a key or a list",
        ),
        (
            "[keys]\nup = 'e'\n[keys.grid]\ndown = 'j'\n",
            "3:7: write [keys.in.grid]",
        ),
        ("[keys]\nup = 'e'\nin = 'grid'\n", "3:"),
        (
            "[keys]\nup = 'e'\n[keys.in]\ngrid = 'j'\n",
            "4:8: grid must be a table",
        ),
    ] {
        let config = config(text);
        let found = config.notes().join("\n");
        assert!(
            found.contains(&format!("/config.toml:{note}")) || text.contains("in = "),
            "{text}\n{found}"
        );
        assert_eq!(
            config
                .keys()
                .iter()
                .filter(|wish| wish.action == "up")
                .count(),
            1,
            "{text}"
        );
    }
}

#[test]
fn themes_are_as_configured_and_what_is_wrong_leaves_the_rest() {
    let config = config(
        "theme = \"mine\"\nascii = true\n[themes.mine]\nbase = \"dark\"\ntext = \"#ff8800\"\ntime = \"nonsense\"\n\
         tracks = \"red 208\"\n[themes.other]\n",
    );
    assert_eq!(config.theme(), Some("mine"));
    assert!(config.ascii());
    let [mine, other] = config.themes() else {
        panic!("{:?}", config.themes())
    };
    assert_eq!(
        (mine.name.as_str(), mine.base.as_deref()),
        ("mine", Some("dark"))
    );
    assert_eq!(
        (other.name.as_str(), other.base.as_deref()),
        ("other", None)
    );
    let styles: Vec<_> = mine.styles.iter().map(|(role, _)| role.as_str()).collect();
    assert_eq!(styles, ["text"]);
    assert_eq!(mine.tracks.as_ref().map(Vec::len), Some(2));
    assert_eq!(config.notes().len(), 1, "{:?}", config.notes());
}

#[test]
fn any_text_is_taken() {
    for text in [
        "",
        "\u{feff}",
        "[[[",
        "]",
        "=\n=",
        "[events]\n[events]\n",
        "[events.a.b]\nc=1",
        "\u{0}",
    ] {
        config(text);
    }
}

#[test]
fn a_file_that_is_none_is_noted_or_no_matter() {
    let home = tempfile::tempdir().unwrap();
    let missing = Config::at(&home.path().join("config.toml"));
    assert_eq!((missing.notes().len(), missing.events().len()), (0, 0));
    let directory = Config::at(home.path());
    assert!(directory.notes()[0].contains("it is no file"));
    let binary = home.path().join("b.toml");
    fs::write(&binary, b"\xff\xfe").unwrap();
    let noted = Config::at(&binary).notes().join("\n");
    assert!(
        noted.contains("1:1: this letter is not in UTF-8"),
        "{noted}"
    );
    let link = home.path().join("l.toml");
    std::os::unix::fs::symlink("nowhere", &link).unwrap();
    assert!(Config::at(&link).notes()[0].contains("a link to a file that is not there"));
}

#[test]
fn one_letter_of_another_encoding_costs_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config.toml");
    fs::write(&path, b"ascii = true\n# gr\xf6\xdfer\nmous = true\n").unwrap();
    let mut config = Config::at(&path);
    assert!(config.ascii());
    let place = |line: &str| format!("{}:{line}: of a key", path.display());
    config.add_notes(vec![place("10:1"), place("3:9"), place("1:1")]);
    let notes = config.notes().join("\n");
    let order = [
        "1:1: of",
        "2:5: this letter",
        "3:1: “mous”",
        "3:9: of",
        "10:1: of",
    ];
    let places: Vec<_> = order.map(|part| notes.find(part)).to_vec();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{notes}"
    );
}

#[test]
fn a_near_miss_finds_the_name() {
    let config = config("[events]\nfosdem = 'x'\n36c3 = 'y'\n");
    assert_eq!(config.nearest("fosdm"), Some("fosdem"));
    assert_eq!(config.nearest("FOSDEM26"), Some("fosdem"));
    assert_eq!(config.nearest("workshop"), None);
}
