//! Real schedules, which are not part of this project: what is found in them is what stands there. Without a directory
//! in `FOMO_CORPUS`, nothing is tested.
//!
//! The tables were made from the files themselves, by reading them without this program.

use std::{fs, path::PathBuf};

use chrono::DateTime;
use fomo::query::{FIELDS, Query};
use serde_json::Value;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::Shelf;

fn bytes(file: &str) -> Option<Vec<u8>> {
    let Some(corpus) = std::env::var_os("FOMO_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: FOMO_CORPUS names no directory of real schedule files");
        return None;
    };
    Some(fs::read(corpus.join(file)).unwrap())
}

/// A query, how many it finds, and their titles; only the first and the last where there are many.
type Row = (&'static str, usize, &'static [&'static str]);

fn titles<'a>(shelf: &'a Shelf, query: &str) -> Vec<&'a str> {
    let query = Query::parse(query).unwrap_or_else(|error| panic!("{query:?}: {error}"));
    let found = shelf.search().entries(&query).entries();
    let titles = found
        .into_iter()
        .map(|index| shelf.schedule.entry(index).unwrap().title.as_str());
    titles.collect()
}

fn expect(file: &str, now: Option<&str>, table: &[Row]) {
    let Some(bytes) = bytes(file) else { return };
    let mut shelf = Shelf::of(&bytes);
    shelf.now = now.map(|now| DateTime::parse_from_rfc3339(now).unwrap().to_utc());
    let mut wrong = Vec::new();
    for (query, count, expected) in table {
        let found = titles(&shelf, query);
        let ends = [found.first(), found.last()].map(|end| end.copied().unwrap_or_default());
        let right = match expected {
            [first, last] if *count > 2 => ends == [*first, *last],
            all => found == *all,
        };
        if found.len() != *count || !right {
            wrong.push(format!(
                "{query}: {} {found:?}, not {count} {expected:?}",
                found.len()
            ));
        }
    }
    assert!(wrong.is_empty(), "{file}\n{}", wrong.join("\n"));
}

#[rustfmt::skip] // a table: one row, one line
const FRAB_JSON: &[Row] = &[
    ("plundervolt | rowhammer", 1, &["Plundervolt: Flipping Bits from Software without Rowhammer"]),
    ("\"machine learning\" -workshop", 5, &["How (not) to build autonomous robots", "Five Easy Things to fix Machine Learning", "Der Deep Learning Hype", "Algorithm | Diversion", "Protecting the Wild"]),
    ("\"learning machine\"", 0, &[]),
    ("speaker:gruss", 2, &["Plundervolt: Flipping Bits from Software without Rowhammer", "ZombieLoad Attack"]),
    ("gruss -speaker:gruss", 1, &["Verwaltungsdigitalisierer aller föderalen Ebenen, versammelt euch!"]),
    ("room:=Ada", 39, &["Opening Ceremony", "Closing Ceremony (de)"]),
    ("room:=ada day:2 lang:de", 4, &["Der Pfad von 4G zu 5G", "Der Deep Learning Hype", "BahnMining - Pünktlichkeit ist eine Zier", "Chaos Communication Slam"]),
    ("room:dome", 49, &["Fashion Hacktivism - House of All / Introduction", "Komona Meeting / Plenum"]),
    ("track:security lang:de", 8, &["\"Hacker hin oder her\": Die elektronische Patientenakte kommt!", "Hacking an NFC toy with the ChameleonMini"]),
    ("(track:security | track:science) speaker:a lang:de day:2019-12-30", 2, &["How To Run a Bad Awareness Camapaign", "Wandel im Braunkohlerevier: Lithium-Ionen-Batterierecycling"]),
    ("room:=Ada after:0:00", 3, &["Hacker Jeopardy", "Chaos Communication Slam", "Hebocon"]),
    ("room:=Ada day:fri after:22", 3, &["Practical Cache Attacks from the Network and Bad Cat Puns", "SIM card technology from A-Z", "Hacker Jeopardy"]),
    ("room:=Ada before:12", 5, &["Opening Ceremony", "The Case for Scale in Cyber Security", "Der Pfad von 4G zu 5G", "Von Menschen radikalisiert: Über Rassismus im Internet", "HAL - The Open-Source Hardware Analyzer"]),
    ("day:1 at:23:00 (room:=Ada | room:=Borg | room:=Clarke | room:=Dijkstra | room:=Eliza)", 5, &["Uncover, Understand, Own - Regaining Control Over Your AMD CPU", "The KGB Hack: 30 Years Later", "Warum die Card10 kein Medizinprodukt ist", "Kritikalität von Rohstoffen - wann platzt die Bombe?", "Practical Cache Attacks from the Network and Bad Cat Puns"]),
    ("day:sat at:0:55 room:=Ada", 1, &["Chaos Communication Slam"]),
    ("kind:djset day:1 after:0:00", 4, &["Sonnensysteme", "Cosmic DJ", "Señor Sib & ZeerOne", "Therrorrythmus"]),
    ("kind:=lecture -has:speaker", 1, &["Final remarks of 36C3 and decentral.community"]),
    ("kind:=lecture -has:abstract", 5, &["Der dezentrale Jahresrückblick des CCC", "MandelBot:HAB - Open Source Ecotecture and Horizontalism", "Tari and the Monero Ecosystem", "Final remarks of 36C3 and decentral.community", "Closing Ceremony (de)"]),
    ("-has:track kind:lightning", 8, &["Introduction to RIAT", "Introduction to day 4 (last day)"]),
    ("lang:cs | lang:ab", 2, &["ChameleonMini Workshop", "Tape Set: Dj Shlucht"]),
    ("überwachung track:ethics", 5, &["Geheimdienstliche Massenüberwachung vs. Menschenrechte", "Digitalisierte Migrationskontrolle", "Hacking the Media: Geflüchtete schmuggeln, Nazis torten, Pässe fälschen", "FinFisher, See You in Court!", "Weichenstellung"]),
    ("title:strasse", 1, &["Kollektiv Turmstraße"]),
    ("title:Turmstraße", 1, &["Kollektiv Turmstraße"]),
];

#[rustfmt::skip] // a table: one row, one line
const FRAB_JSON_AT_NIGHT: &[Row] = &[
    ("is:now (room:=Ada | room:=Borg | room:=Clarke | room:=Dijkstra | room:=Eliza)", 1, &["Hacker Jeopardy"]),
    ("is:now kind:djset", 3, &["Windish", "Pat Styx", "Sonnensysteme"]),
    ("at:now", 8, &["Windish", "Hacker Jeopardy"]),
    ("day:today room:=Ada -is:past", 1, &["Hacker Jeopardy"]),
    ("day:tomorrow room:=Ada after:22", 3, &["BahnMining - Pünktlichkeit ist eine Zier", "ZombieLoad Attack", "Chaos Communication Slam"]),
    ("is:past room:=Borg", 9, &["I am system: breaking the security boundary in windows OS.", "Inside the Fake Like Factories"]),
    ("after:now day:1", 6, &["Cosmic DJ", "Therrorrythmus"]),
];

#[rustfmt::skip] // a table: one row, one line
const FRAB_JSON_AT_NOON: &[Row] = &[
    ("is:now room:=Borg", 2, &["Lightning Talks Day 2", "Delay/Disruption-Tolerant Networking with dtn7-go"]),
    ("is:next room:=Ada", 1, &["Der Deep Learning Hype"]),
    ("is:next room:=Borg", 1, &["Tesla Radar"]),
    ("is:next room:=Clarke", 1, &["The search for anonymous data"]),
];

#[rustfmt::skip] // a table: one row, one line
const PRETALX: &[Row] = &[
    ("curtis", 5, &["Triple-buffered methodical superstructure", "Enhanced maximized middleware", "Advanced 24hour hub", "Cross-group dedicated success", "Seamless real-time installation"]),
    ("speaker:curtis kind:talk", 3, &["Triple-buffered methodical superstructure", "Enhanced maximized middleware", "Seamless real-time installation"]),
    ("\"graphical user interface\" | \"artificial intelligence\"", 2, &["Exclusive systematic artificial intelligence", "Proactive leadingedge Graphical User Interface"]),
    ("title:interface -room:tan", 2, &["Enhanced dynamic interface", "Seamless systematic interface"]),
    ("track:phased day:wed", 8, &["Enhanced dynamic interface", "Up-sized intangible pricing structure"]),
    ("kind:workshop (speaker:curtis | speaker:teresa)", 4, &["Secured grid-enabled policy", "Advanced 24hour hub", "Cross-group dedicated success", "Inverse motivating array"]),
    ("experience", 1, &["Inverse motivating array"]),
    ("\"back-end models\"", 1, &["Focused 5thgeneration hardware"]),
    ("room:=\"tan room\"", 9, &["Managed stable function", "Proactive leadingedge Graphical User Interface"]),
    ("day:15 -kind:talk", 3, &["Advanced 24hour hub", "Cross-group dedicated success", "Synergized uniform toolset"]),
];

#[rustfmt::skip] // a table: one row, one line
const FRAB_XML: &[Row] = &[
    ("zulip | mattermost", 2, &["Pull requests maintainers will love to review", "Load Testing Real React Applications for Production Performance"]),
    ("track:=\"Plan 9\"", 3, &["An introduction to Plan 9", "GEFS: A Good Enough File System", "Audio and music production on Plan 9"]),
    ("room:k.3.201 day:sat after:16:20", 6, &["(Re)Building a next gen system package Manager and Image management tool", "Securing your network with OpenBSD"]),
    ("speaker:jose", 9, &["Welcome to the GCC (GNU Toolchain) devroom", "A Performance Comparison of Kubernetes Multi-Cluster Networking"]),
    ("speaker:José", 2, &["Building Open Research Infrastructure: Connecting the Lab Bench to Computational Analysis with RSpace & Galaxy", "SUSEID - Sovereign IAM at SUSE"]),
    ("title:dns -track:=DNS", 2, &["Nominet DNS Fund – what can we learn?", "Implementing Encrypted DNS in Fedora and Kubernetes Clusters with FreeIPA DNS"]),
    ("track:risc-v", 11, &["Welcome to the FOSDEM 2026 RISC-V DevRoom", "Mainline Support for OrangePi RISC-V Boards"]),
    ("title:sovereign (room:ferrer | room:janson)", 4, &["Amplify Our Voices: Building Digital Sovereignty on the Fediverse", "The Social Web and Digital Sovereignty: Building Social Advocacy Networks in and for Europe.", "What do we mean when we say Sovereign AI?", "The Geopolitics of Code: From Digital Sovereignty to Global Fragmentation"]),
    ("\"borrow checker\"", 1, &["Practical ECS for Game Development in Rust with Bevy"]),
    ("at:12:30 day:2 room:h.1", 4, &["20 Years of Eurobattle.net: A Retrospective on the PvPGN Server and Its Open Source Ecosystem", "The Blackpants are Pants for your Blackhat", "Pulling 100k revisions 100× faster", "Zero‑Touch HPC Nodes: NetBox, Tofu and Packer for a Self‑Configuring SLURM Cluster"]),
    ("day:sun after:17:30", 1, &["Closing FOSDEM 2026"]),
    ("kind:workshop", 1, &["RVPC RISC-V retro computer Soldering workshop"]),
    ("-has:speaker track:rust", 0, &[]),
    ("track:=\"GCC (GNU Toolchain)\" -speaker:jose", 8, &["RISC-V Extension Porting without the boring part", "Tentative Definition of the Secret Attribute in GCC"]),
    ("lang:en day:1", 484, &["Welcome to FOSDEM 2026", "HackerTrain: the first real (and distributed) train trip from N places on M routes to Brussels"]),
    ("\"europe's\" title:digital", 9, &["Digital Public Infrastructure for the World", "From Vendor Lock-in to Resilient Digital Ecosystems: Leading Change in Europe's Public Digital Infrastructure"]),
];

#[rustfmt::skip] // a table: one row, one line
const CANCELLED_XML: &[Row] = &[
    ("is:cancelled", 3, &["CANCELLED Testing apps with third-party API integrations", "CANCELLED United Nations Technology and Innovation Labs", "CANCELLED A way of GPU virtualization for container"]),
    ("is:cancelled track:testing", 1, &["CANCELLED Testing apps with third-party API integrations"]),
    ("track:keynotes", 5, &["Welcome to FOSDEM 2020", "The Linux Kernel: We have to finish this thing one day ;)", "FOSSH - 2000 to 2020 and beyond!", "FOSDEM@20 - A Celebration", "Closing FOSDEM 2020"]),
    ("room:=\"UD2.208 (Decroly)\" after:18 -is:cancelled", 1, &["Extending and embedding: containerd project use cases"]),
    ("track:=Containers day:sat before:12", 4, &["Podman - The Powerful Container Multi-Tool", "Lazy distribution of container images", "BPF as a revolutionary technology for the container landscape", "Kata Containers on openSUSE"]),
    ("day:sat track:=Rust", 0, &[]),
];

#[rustfmt::skip] // a table: one row, one line
const HUB: &[Row] = &[
    ("is:cancelled", 1, &["CANCELLED! Surface Mount Electronics Assembly for Terrified Beginners (Day 2)"]),
    ("room:=One day:1 after:23", 2, &["Bluetooth Headphone Jacking: A Key to Your Phone", "Unnecessarily Complicated Kitchen – Die Wissenschaft des guten Geschmacks"]),
    ("room:=One after:0:00 day:2", 1, &["GPTDash – Der Reverse-Turing-Test"]),
    ("track:security lang:de", 4, &["KIM 1.5: Noch mehr Kaos In der Medizinischen Telematikinfrastruktur (TI)", "Verlorene Domains, offene Türen - Was alte Behördendomains verraten", "Schlechte Karten - IT-Sicherheit im Jahr null der ePA für alle", "Von Fuzzern zu Agenten: Entwicklung eines Cyber Reasoning Systems für die AIxCC"]),
    ("lang:de lang:en track:hardware", 0, &[]),
    ("\"ccc & community\"", 20, &["Opening Ceremony", "Closing Ceremony"]),
];

#[rustfmt::skip] // a table: one row, one line
const CALENDAR: &[Row] = &[
    ("speaker:groß", 1, &["Xen - ist das nicht tot?"]),
    ("speaker:gross | speaker:mailander", 2, &["Xen - ist das nicht tot?", "OpenRA: Command & Conquer Open Source unter Linux"]),
    ("inkscape -einsteiger", 1, &["Inkscape für Entdecker"]),
    ("\"open source\" room:ravensberg day:2", 3, &["Sponsorenvorstellung", "Why DOS was (and is) a thing", "OpenRA: Command & Conquer Open Source unter Linux"]),
    ("room:dusternbrook", 5, &["Einstieg in Qt/C++ 2020", "OpenCelium - Workshop for beginners", "Debian Paketierworkshop", "Einstieg in Flutter für Android 2020", "A-Frame - 3D per Webbrowser auch ohne Programmierung"]),
    ("at:10:30 day:sat", 3, &["Sponsorenvorstellung", "Inkscape für Einsteiger", "Debian Paketierworkshop"]),
    ("day:fri (debian | xen)", 3, &["Das m23-Softwareverteilungssystem", "Xen - ist das nicht tot?", "Bleiben Sie zu Hause ... und unterstützen Sie Debian Med"]),
    ("after:15 day:2020-09-19", 1, &["OpenRA: Command & Conquer Open Source unter Linux"]),
    ("title:c++", 1, &["Einstieg in Qt/C++ 2020"]),
    ("is:cancelled", 0, &[]),
    ("\"nicht \\\"tot\\\"\"", 1, &["Xen - ist das nicht tot?"]),
];

#[rustfmt::skip] // a table: one row, one line
const CALENDAR_NOW: &[Row] = &[
    ("is:now", 3, &["Inkscape für Einsteiger", "Debian Paketierworkshop", "Jitsi und Apache Guacamole in EGroupware"]),
    ("is:next room:ravensberg", 1, &["Wie wir unseren Verein komplett auf FOSS umgestellt haben"]),
];

#[rustfmt::skip] // a table: one row, one line
const SESSIONIZE: &[Row] = &[
    ("speaker:marton", 3, &["Building Shared UI With Compose Multiplatform", "Opening keynote", "Building a macOS screen saver with Kotlin"]),
    ("speaker:Márton", 3, &["Building Shared UI With Compose Multiplatform", "Opening keynote", "Building a macOS screen saver with Kotlin"]),
    ("speaker:oreilly", 1, &["Kotlin and Compose Multiplatform patterns for iOS interop"]),
    ("\"compose multiplatform\" day:wed", 2, &["Building Shared UI With Compose Multiplatform", "Deep Dive Into Kotlin Multiplatform: Advanced Techniques for Seamless Code Sharing"]),
    ("affiliation:uber", 1, &["Large Scale Changes with AI - Migrating millions of lines of Java to Kotlin at Uber"]),
    ("affiliation:gradle | title:gradle", 3, &["APIs: How Hard Can They Be?", "Getting your Gradle setup right, at the right time", "Fast inner dev loops for Kotlin Gradle builds"]),
    ("room:=\"Keynote room\" day:2 -has:speaker", 4, &["Registration", "Lunch", "Coffee Break", "Party"]),
    ("title:ktor -room:\"auditorium 1\"", 2, &["Hands-On Kotlin Web Development With Ktor", "Extending Ktor for Server Side Development"]),
    ("room:=\"Auditorium 10\" day:fri", 9, &["Leveraging KMP for navigation in the McDonalds App.", "Swift concurrency for curious Kotliners"]),
    ("at:16:20 day:3", 5, &["Koog Hands-on Lab", "47 Refactorings in 45 minutes", "From Data to Insights: Building a Bluesky Bot powered by AI", "Stream Processing Rocks! Stream processing in Kotlin from KStreams to RocksDB", "Scale your Kotlin Multiplatform projects using dependency injection"]),
    ("\"room to room\"", 1, &["Migrating Room to Room KMP"]),
    ("after:18", 1, &["Party"]),
    ("(ktor | spring) coroutines", 2, &["Spring Boot With Coroutines and Virtual Threads", "Coroutines and Structured Concurrency in Ktor"]),
];
#[rustfmt::skip] // a table: one row, one line
const VIRTUAL_SITE: &[Row] = &[
    ("\"missing modalities\"", 1, &["Miss-ReID: Delivering Robust Multi-Modality Object Re-Identification Despite Missing Modalities"]),
    ("grpo | reid", 2, &["Miss-ReID: Delivering Robust Multi-Modality Object Re-Identification Despite Missing Modalities", "DisCO: Reinforcing Large Reasoning Models with Discriminative Constraints"]),
    ("affiliation:\"A&M\"", 1, &["DisCO: Reinforcing Large Reasoning Models with Discriminative Constraints"]),
    ("speaker:\"ming lin\" kind:oral", 1, &["DisCO: Reinforcing Large Reasoning Models with Discriminative Constraints"]),
    ("track:vision -kind:oral has:track", 1, &["Miss-ReID: Delivering Robust Multi-Modality Object Re-Identification Despite Missing Modalities"]),
    ("day:mon has:speaker", 1, &["DisCO: Reinforcing Large Reasoning Models with Discriminative Constraints"]),
    ("room:\"ballroom c\" at:12:20 has:abstract", 1, &["DisCO: Reinforcing Large Reasoning Models with Discriminative Constraints"]),
    ("~relativ-policy", 0, &[]),
    ("~discriminitive", 1, &["DisCO: Reinforcing Large Reasoning Models with Discriminative Constraints"]),
];

#[rustfmt::skip] // a table: one row, one line
const INDICO: &[Row] = &[
    ("day:thu", 2, &["d1c1", "d1c2"]),
    ("day:2 after:14 -kind:session has:time d2s1c1", 1, &["d2s1c1"]),
    ("at:8:20", 1, &["d1c2"]),
    ("title:c1 before:13", 2, &["d1c1", "d2c1"]),
    ("has:speaker | has:room", 0, &[]),
    ("after:fri before:2011-06-24T14:00", 1, &["d2c1"]),
];

/// What was meant, and what it brings first.
#[rustfmt::skip] // a table: one row, one line
const MISSPELLED: &[(&str, &str)] = &[
    ("~plundervlot", "Plundervolt: Flipping Bits from Software without Rowhammer"),
    ("~rowhamer", "Plundervolt: Flipping Bits from Software without Rowhammer"),
    ("~vorratsdatnspeicherung", "Achtung Vorratsdatenspeicherung: Es wird ernst"),
    ("~finfischer", "FinFisher, See You in Court!"),
    ("~jepardy", "Hacker Jeopardy"),
    ("~closingcer", "Closing Ceremony (de)"),
    ("~fakelike", "Inside the Fake Like Factories"),
    ("~deplearn", "Der Deep Learning Hype"),
    ("~teslaradar", "Tesla Radar"),
    ("~messengerhack", "Messenger Hacking: Remotely Compromising an iPhone through iMessage"),
    ("speaker:~grus", "Plundervolt: Flipping Bits from Software without Rowhammer"),
    ("speaker:~\"linus neuman\"", "Hirne Hacken"),
    ("speaker:~linusneum", "Hirne Hacken"),
    ("~fairphoen", "Fairphone Workshop and Meetup"),
    ("~xyzzyplugh", ""),
];

#[test]
fn frab_json() {
    expect("frab-json/36c3-everything.json", None, FRAB_JSON);
    expect("frab-json/39c3-everything.json", None, HUB);
}

#[test]
fn a_moment_at_night_and_one_at_noon() {
    let file = "frab-json/36c3-everything.json";
    expect(file, Some("2019-12-28T00:55:00+01:00"), FRAB_JSON_AT_NIGHT);
    expect(file, Some("2019-12-28T13:00:00+01:00"), FRAB_JSON_AT_NOON);
    let file = "ical/kielux2020.ics";
    expect(file, Some("2020-09-19T11:00:00Z"), CALENDAR_NOW);
}

#[test]
fn pretalx() {
    expect("frab-json/democon-pretalx.json", None, PRETALX);
}

#[test]
fn frab_xml() {
    expect("frab-xml/fosdem-2026.xml", None, FRAB_XML);
    expect("frab-xml/fosdem-2020.xml", None, CANCELLED_XML);
}

#[test]
fn calendar() {
    expect("ical/kielux2020.ics", None, CALENDAR);
}

#[test]
fn sessionize() {
    expect("sessionize/kotlinconf-2025.json", None, SESSIONIZE);
}

#[test]
fn virtual_site() {
    let file = "virtual-site/neurips2025-orals-posters.EXCERPT.json";
    expect(file, None, VIRTUAL_SITE);
}

#[test]
fn indico() {
    expect("indico/docs-event-contributions-1.json", None, INDICO);
}

#[test]
fn misspelled() {
    let Some(bytes) = bytes("frab-json/36c3-everything.json") else {
        return;
    };
    let shelf = Shelf::of(&bytes);
    for (query, first) in MISSPELLED {
        let found = titles(&shelf, query);
        assert_eq!(
            found.first().copied().unwrap_or_default(),
            *first,
            "{query}"
        );
    }
}

/// As a reader would compare it: capitals and accents count only where asked.
fn plain(text: &str, case: bool, accents: bool) -> String {
    let letters = text.nfkd().filter(|c| accents || !is_combining_mark(*c));
    let letters: String = letters
        .filter(|c| !matches!(c, '\'' | '‘' | '’' | '‚' | '´'))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let letters = if accents {
        letters
    } else {
        letters.replace('ß', "ss")
    };
    if case {
        letters
    } else {
        letters.to_lowercase()
    }
}

/// A text without its HTML tags, which begin with a letter or a slash.
fn untagged(text: &str) -> String {
    let mut pieces = text.split('<');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_tag = piece.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match piece.split_once('>').filter(|_| is_tag) {
            Some((_, behind)) => out.push_str(behind),
            None => out.extend(["<", piece]),
        }
    }
    out
}

/// Every event of a frab file: its id and all its text.
fn raw_events(file: &Value) -> Vec<(String, String)> {
    let days = file["schedule"]["conference"]["days"].as_array().unwrap();
    let rooms = days
        .iter()
        .flat_map(|day| day["rooms"].as_object().unwrap());
    let events = rooms.flat_map(|(room, events)| {
        let events = events.as_array().unwrap().iter();
        events.map(move |event| (room.as_str(), event))
    });
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = events.map(|(room, event)| {
        let people = event["persons"].as_array().unwrap().iter();
        let mut texts: Vec<String> = people.map(|one| text(&one["public_name"])).collect();
        for key in ["title", "subtitle", "track", "type"] {
            texts.push(text(&event[key]));
        }
        texts.push(room.to_owned());
        for key in ["abstract", "description"] {
            texts.push(untagged(&text(&event[key])));
        }
        (text(&event["guid"]), texts.join("\n"))
    });
    all.collect()
}

#[rustfmt::skip] // many short words
const WORDS: &[&str] = &[
    "plundervolt", "rowhammer", "Rowhammer", "tor", "Tor", "TOR", "hacker", "Hacker", "HACKER", "security", "Security",
    "überwachung", "uberwachung", "Überwachung", "UBERWACHUNG", "größe", "grosse", "Größe", "straße", "strasse",
    "Straße", "löten", "loten", "lötkolben", "café", "cafe", "naive", "tücke", "gruss", "Gruss", "zoe", "linus", "fefe",
    "don't", "dont", "don’t", "c++", "e-mail", "CVE-2019", "GSM", "5g", "klima", "djset", "komona", "headnut",
    "workshop", "lecture", "señor", "senor", "SEÑOR", "machine learning", "open source", "Art & Culture",
    "self organized", "Vorratsdatenspeicherung", "nowhere to be found",
];

#[test]
fn words_find_what_any_plain_search_finds() {
    let Some(bytes) = bytes("frab-json/36c3-everything.json") else {
        return;
    };
    let events = raw_events(&serde_json::from_slice(&bytes).unwrap());
    let shelf = Shelf::of(&bytes);
    let foldings = [(false, false), (false, true), (true, false), (true, true)];
    let folded = foldings.map(|(case, accents)| -> Vec<(&str, String)> {
        let events = events.iter();
        events
            .map(|(id, text)| (id.as_str(), plain(text, case, accents)))
            .collect()
    });
    let mut found_any = 0;
    for word in WORDS {
        let case = word.chars().any(char::is_uppercase);
        let accents = word.nfd().any(is_combining_mark) || word.contains('ß');
        let needle = plain(word, case, accents);
        let place = foldings.iter().position(|how| *how == (case, accents));
        let mut expected: Vec<&str> = folded[place.unwrap()]
            .iter()
            .filter(|(_, text)| text.contains(&needle))
            .map(|(id, _)| *id)
            .collect();
        let mut found = shelf.ids(&format!("\"{word}\""));
        // Ids that the file has twice got a suffix.
        for id in &mut found {
            *id = id.split('~').next().unwrap();
        }
        found_any += found.len();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{word:?}");
    }
    assert!(found_any > 2000, "{found_any}");
}

const LARGE: &[&str] = &[
    "frab-json/36c3-everything.json",
    "frab-xml/fosdem-2026.xml",
    "sessionize/kotlinconf-2025.json",
];

#[test]
fn every_offer_leaves_as_many_as_it_says() {
    for file in LARGE {
        let Some(bytes) = bytes(file) else { return };
        let shelf = Shelf::of(&bytes);
        let mut wrong = Vec::new();
        let mut counted = 0;
        for field in FIELDS {
            for [before, behind] in [["", ""], ["hack -", ""]] {
                let typed = format!("{before}{}:", field.name);
                let text = format!("{typed}{behind}");
                let Some(completion) = shelf.search().complete(&text, typed.len()) else {
                    continue;
                };
                // Names are many, and all offers are made alike.
                let step = (completion.offers.len() / 50).max(1);
                for offer in completion.offers.iter().step_by(step) {
                    let mut text = text.clone();
                    text.replace_range(completion.span.clone(), &offer.text);
                    let found = shelf
                        .search()
                        .entries(&Query::parse(&text).unwrap())
                        .count();
                    let Some(count) = offer.count else { continue };
                    counted += 1;
                    if found != count {
                        wrong.push(format!("{text}: {found}, not {count}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{file}\n{}", wrong.join("\n"));
        assert!(counted > 100, "{file}: {counted}");
    }
}

#[test]
fn every_choice_shows_as_many_as_it_says() {
    for file in LARGE {
        let Some(bytes) = bytes(file) else { return };
        let shelf = Shelf::of(&bytes);
        let search = shelf.search();
        let all: Vec<usize> = (0..shelf.schedule.entries().len()).collect();
        assert_eq!(search.entries(&Query::default()).entries(), all);
        for text in ["", "hack | kotlin", "lang:en -security"] {
            let query = Query::parse(text).unwrap();
            for facet in search.facets(&query) {
                // What is chosen already does not narrow the other values of its kind.
                let taken = facet.values.iter().filter(|value| value.chosen);
                let rest = taken.fold(query.clone(), |rest, value| search.toggled(&rest, value));
                for value in &facet.values {
                    let chosen = search.toggled(&rest, value);
                    let found = search.entries(&chosen);
                    let what = format!("{file}: {text} + {}", chosen.text());
                    assert_eq!(found.count(), value.count, "{what}");
                    // Written and read again, it is the same choice.
                    let again = Query::parse(chosen.text()).unwrap();
                    assert_eq!(search.entries(&again), found, "{what}");
                }
            }
        }
    }
}

#[test]
fn what_was_chosen_is_marked_and_can_be_taken_back() {
    let Some(bytes) = bytes("frab-xml/fosdem-2026.xml") else {
        return;
    };
    let shelf = Shelf::of(&bytes);
    let search = shelf.search();
    for facet in search.facets(&Query::default()) {
        for value in facet.values.iter().step_by(7) {
            let chosen = search.toggled(&Query::default(), value);
            let chosen = Query::parse(chosen.text()).unwrap();
            let facets = search.facets(&chosen);
            let values = facets.iter().flat_map(|facet| &facet.values);
            let marked: Vec<_> = values.filter(|value| value.chosen).collect();
            assert_eq!(marked.len(), 1, "{}", chosen.text());
            assert_eq!(marked[0].label, value.label);
            assert!(search.toggled(&chosen, marked[0]).is_empty());
        }
    }
}
