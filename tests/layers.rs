//! The walls between the modules: who never imports whom. Read from the source, test code left out.
#![cfg(test)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What a module, with all below it, never mentions. Its own subtree is always open to it.
struct Wall {
    modules: &'static [&'static str],
    never: &'static [&'static [&'static str]],
    but: &'static [&'static str],
}

const CRATE: &[&str] = &["crate"];
const FILES: &[&str] = &[
    "std::fs",
    "std::os",
    "tempfile",
    "etcetera",
    "rustix",
    "crate::source",
    "crate::store",
    "crate::config",
    "crate::disk",
];
const CLOCKS: &[&str] = &[
    "std::time::SystemTime",
    "std::time::Instant",
    "chrono::Utc::now",
    "chrono::Local",
];
const THREADS: &[&str] = &["std::thread", "std::sync::mpsc"];
const CELLS: &[&str] = &["ratatui", "crossterm"];
const SERDE: &[&str] = &[
    "serde",
    "serde_json",
    "serde_ignored",
    "serde_path_to_error",
];
const INPUT: &[&str] = &["crate::source", "crate::store", "crate::format"];
const TUI: &[&str] = &["crate::tui"];

const WALLS: &[Wall] = &[
    Wall {
        modules: &["text", "draft", "disk", "limits"],
        never: &[CRATE],
        but: &[],
    },
    Wall {
        modules: &["format"],
        never: &[&["crate::schedule"], FILES, TUI],
        but: &[],
    },
    // Formats share the reading of JSON, XML and what is alike in many; they know nothing of each other.
    Wall {
        modules: &[
            "format::c3voc",
            "format::frab",
            "format::ical",
            "format::indico",
            "format::konopas",
            "format::mini_conf",
            "format::native",
            "format::opass",
            "format::open_event",
            "format::pretalx_widget",
            "format::sessionize",
            "format::symposion",
            "format::virtual_site",
        ],
        never: &[&["crate::format"]],
        but: &[
            "crate::format::fields",
            "crate::format::json",
            "crate::format::links",
            "crate::format::met",
            "crate::format::report",
            "crate::format::xml",
            "crate::format::Look",
            "crate::format::ReadError",
        ],
    },
    // What they share knows no format.
    Wall {
        modules: &[
            "format::fields",
            "format::links",
            "format::met",
            "format::most",
            "format::report",
            "format::stranger",
            "format::xml",
        ],
        never: &[&["crate::format"]],
        but: &[
            "crate::format::fields",
            "crate::format::json",
            "crate::format::xml",
            "crate::format::ReadError",
        ],
    },
    Wall {
        modules: &["schedule"],
        never: &[
            &["crate::format", "crate::source"],
            SERDE,
            FILES,
            TUI,
            CELLS,
        ],
        but: &[],
    },
    Wall {
        modules: &["zone", "query", "agenda", "favourites"],
        never: &[INPUT, FILES, CLOCKS, TUI],
        but: &[],
    },
    // Themes as they are written: what they look like on a screen is for others.
    Wall {
        modules: &["colours"],
        never: &[INPUT, FILES, CLOCKS, TUI, CELLS, &["crate::schedule"]],
        but: &[],
    },
    Wall {
        modules: &["export"],
        never: &[FILES, CLOCKS, TUI],
        but: &[],
    },
    Wall {
        modules: &["source", "store", "config"],
        never: &[TUI, CELLS],
        but: &[],
    },
    // Bytes come and go; what they mean is for others.
    Wall {
        modules: &["source"],
        never: &[&["crate::format", "crate::schedule", "crate::store"]],
        but: &[],
    },
    Wall {
        modules: &["config"],
        never: &[INPUT, &["crate::schedule"]],
        // Which rules there are.
        but: &["crate::schedule::rules"],
    },
    // What a download is good for is decided behind it: nothing but the text for errors, and files.
    Wall {
        modules: &["source::web"],
        never: &[CRATE],
        but: &[
            "crate::text",
            "crate::disk",
            "crate::limits",
            "crate::source",
        ],
    },
    Wall {
        modules: &["tui::action", "tui::app", "tui::pointing", "tui::rows"],
        never: &[CELLS, FILES, THREADS, CLOCKS],
        but: &[],
    },
    Wall {
        modules: &["tui::keymap", "tui::input", "tui::geometry", "tui::theme"],
        never: &[INPUT],
        but: &[],
    },
    Wall {
        modules: &["tui::view"],
        never: &[INPUT, &["&mut App"]],
        but: &[],
    },
];

#[test]
fn the_walls_stand() {
    let mut breaches = Vec::new();
    let mut seen = 0;
    for (file, module) in sources() {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        seen += mentions(&module, &text).len();
        breaches.extend(breaches_of(&name, &module, &text));
    }
    assert!(seen > 500, "the reading finds only {seen} paths");
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn every_wall_is_around_something() {
    let modules: Vec<String> = sources().into_iter().map(|(_, module)| module).collect();
    for module in WALLS.iter().flat_map(|wall| wall.modules) {
        let exists = modules.iter().any(|other| is_below(other, module));
        assert!(exists, "{module} has gone");
    }
}

#[test]
fn every_format_has_its_wall() {
    for (_, module) in sources() {
        if let Some(name) = module.strip_prefix("format::") {
            let walled = WALLS
                .iter()
                .any(|wall| wall.modules.contains(&module.as_str()));
            let part = name.contains("::");
            assert!(walled || part || name == "json", "{module} has no wall");
        }
    }
}

#[test]
fn a_breach_is_found_however_it_is_written() {
    let breach = |module: &str, text: &str| breaches_of("made/up.rs", module, text);
    let found = |module: &str, text: &str| {
        assert_eq!(breach(module, text).len(), 1, "{module}: {text}");
    };
    let clean = |module: &str, text: &str| {
        assert_eq!(breach(module, text), Vec::<String>::new(), "{module}");
    };
    assert_eq!(
        breach("text::width", "fn a() {}\nuse crate::zone::Zone;"),
        ["made/up.rs:2: text never imports crate: crate::zone::Zone"]
    );
    found("text", "use super::zone;");
    found("text::deep::down", "use super::super::super::zone::Zone;");
    found(
        "format::native",
        "use std::{collections::HashMap, fs::File};",
    );
    found("format::native", "use std::{\n  fs::{self as f},\n};");
    found("format::native", "fn a() { crate::schedule::check(); }");
    found("format::native", "use super::frab;");
    found("zone", "use chrono::Utc; fn a() { Utc::now(); }");
    found("agenda", "use chrono::*; fn a() { chrono::Utc::now(); }");
    found("query", "fn a() { let x: std::time::Instant = b(); }");
    found("tui::app::lists", "use ratatui::style::Style;");
    found("tui::app", "pub(crate) use ratatui as r;");
    found("schedule", "#[derive(serde::Serialize)] struct A;");
    found("schedule", "extern crate serde;");
    found("tui::view::header", "fn draw(app: &mut App) {}");
    found("tui::view", "fn draw(app: &'static mut super::app::App) {}");
    clean("text::wrap", "use super::width; use crate::text::clean;");
    clean(
        "text::wrap",
        "// use crate::zone\n/* crate::zone /* a */ */",
    );
    clean(
        "text::wrap",
        r##"const A: &str = "crate::zone"; const B: &str = r#"" crate::zone"#;"##,
    );
    clean(
        "text::wrap",
        "const A: char = '\"'; // \"\nconst B: char = '\\''; fn a<'a>() {}",
    );
    clean(
        "text",
        "#[cfg(test)]\nmod tests { use crate::zone; mod a { } }",
    );
    clean("text", "#[cfg(test)]\n#[path = \"x\"]\nuse crate::zone;");
    clean("tui::view", "fn draw(app: &App, canvas: &mut Canvas) {}");
    // The code behind test code is seen again.
    found("text", "#[cfg(test)]\nmod tests { }\nuse crate::zone;");
    found("text", "#[cfg(not(test))]\nuse crate::zone;");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files under src with their modules, without test modules.
fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if name == "tests" {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(root().join("src")).unwrap();
                let module = inside.with_extension("").display().to_string();
                let module = module.replace('/', "::");
                let module = module.strip_suffix("::mod").unwrap_or(&module).to_owned();
                files.push((path, module));
            }
        }
    }
    files.sort();
    files
}

fn breaches_of(file: &str, module: &str, text: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let mentions = mentions(module, text);
    for wall in WALLS {
        for inside in wall.modules.iter().filter(|name| is_below(module, name)) {
            for (line, path) in &mentions {
                let own = is_below(path, &format!("crate::{inside}"));
                let open = own || wall.but.iter().any(|but| is_below(path, but));
                let mut never = wall.never.iter().copied().flatten();
                if let Some(never) = never.find(|never| !open && is_below(path, never)) {
                    breaches.push(format!(
                        "{file}:{line}: {inside} never imports {never}: {path}"
                    ));
                }
            }
        }
    }
    breaches.dedup();
    breaches
}

fn is_below(path: &str, above: &str) -> bool {
    path == above
        || path
            .strip_prefix(above)
            .is_some_and(|rest| rest.starts_with("::"))
}

/// All paths that a file mentions, from the root of their crate, with their lines.
fn mentions(module: &str, text: &str) -> Vec<(usize, String)> {
    let tokens = without_tests(&tokens(text));
    let word = |at: usize| tokens.get(at).map_or("", |(_, word)| word.as_str());
    let mut found = Vec::new();
    let mut imported: BTreeMap<String, String> = BTreeMap::new();
    let mut written: Vec<(usize, Vec<String>)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let line = tokens[at].0;
        if word(at) == "use" {
            at += 1;
            let mut leaves = Vec::new();
            at = use_tree(&tokens, at, &[], &mut leaves);
            for (line, path, name) in leaves {
                let path = resolve(module, &path);
                if let Some(name) = name {
                    imported.insert(name, path.clone());
                }
                found.push((line, path));
            }
        } else if word(at) == "extern" && word(at + 1) == "crate" {
            found.push((line, word(at + 2).to_owned()));
            at += 3;
        } else if is_name(word(at)) && word(at + 1) == "::" && is_name(word(at + 2)) {
            let mut path = vec![word(at).to_owned()];
            while word(at + 1) == "::" && is_name(word(at + 2)) {
                path.push(word(at + 2).to_owned());
                at += 2;
            }
            written.push((line, path));
            at += 1;
        } else {
            // A reference may have a lifetime, and the type a path.
            if word(at) == "&" && word(at + 1) == "mut" {
                let mut end = at + 2;
                while word(end + 1) == "::" {
                    end += 2;
                }
                if word(end) == "App" {
                    found.push((line, "&mut App".to_owned()));
                }
            }
            at += 1;
        }
    }
    // A path may begin with an imported name.
    for (line, path) in written {
        let full = match imported.get(&path[0]) {
            Some(full) => format!("{full}::{}", path[1..].join("::")),
            None => resolve(module, &path),
        };
        found.push((line, full));
    }
    found.sort();
    found.dedup();
    found
}

/// Reads one tree of a `use`; returns where it ends.
fn use_tree(
    tokens: &[(usize, String)],
    mut at: usize,
    before: &[String],
    leaves: &mut Vec<(usize, Vec<String>, Option<String>)>,
) -> usize {
    let mut path = before.to_vec();
    let line = tokens.get(at).map_or(0, |(line, _)| *line);
    while let Some((_, word)) = tokens.get(at) {
        match word.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|(_, word)| word != "}") {
                    at = use_tree(tokens, at, &path, leaves);
                    if tokens.get(at).is_some_and(|(_, word)| word == ",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "*" => {
                leaves.push((line, path, None));
                return at + 1;
            }
            "as" => {
                let name = tokens.get(at + 1).map(|(_, word)| word.clone());
                leaves.push((line, path, name));
                return at + 2;
            }
            "self" if !path.is_empty() => at += 1,
            word if is_name(word) => {
                path.push(word.to_owned());
                at += 1;
            }
            _ => break,
        }
    }
    let name = path.last().cloned();
    leaves.push((line, path, name));
    at
}

/// A path as seen from the root of its crate.
fn resolve(module: &str, path: &[String]) -> String {
    let mut here: Vec<&str> = module.split("::").collect();
    let mut rest = path;
    match path.first().map(String::as_str) {
        Some("self") => rest = &path[1..],
        Some("super") => {
            while rest.first().is_some_and(|word| word == "super") {
                here.pop();
                rest = &rest[1..];
            }
        }
        _ => return path.join("::"),
    }
    let mut full = vec!["crate"];
    full.extend(here);
    full.extend(rest.iter().map(String::as_str));
    full.join("::")
}

fn is_name(word: &str) -> bool {
    word.starts_with(|char: char| char.is_alphabetic() || char == '_')
}

/// Words and signs with their lines; comments, texts and lifetimes are left out.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    let char = |at: usize| chars.get(at).copied().unwrap_or('\0');
    while at < chars.len() {
        let start = at;
        match char(at) {
            '/' if char(at + 1) == '/' => {
                while at < chars.len() && char(at) != '\n' {
                    at += 1;
                }
            }
            '/' if char(at + 1) == '*' => at = end_of_comment(&chars, at),
            '"' => at = end_of_text(&chars, at),
            'r' if char(at + 1) == '"'
                || (char(at + 1) == '#' && matches!(char(at + 2), '"' | '#')) =>
            {
                at = end_of_raw_text(&chars, at);
            }
            '\'' if char(at + 1) == '\\' => {
                at += 3;
                while at < chars.len() && char(at) != '\'' {
                    at += 1;
                }
                at += 1;
            }
            '\'' if char(at + 2) == '\'' => at += 3,
            '\'' => {
                at += 1;
                while char(at).is_alphanumeric() || char(at) == '_' {
                    at += 1;
                }
            }
            first if first.is_alphanumeric() || first == '_' => {
                while char(at).is_alphanumeric() || char(at) == '_' {
                    at += 1;
                }
                tokens.push((line, chars[start..at].iter().collect()));
            }
            ':' if char(at + 1) == ':' => {
                tokens.push((line, "::".to_owned()));
                at += 2;
            }
            sign => {
                if !sign.is_whitespace() {
                    tokens.push((line, sign.to_string()));
                }
                at += 1;
            }
        }
        let until = at.min(chars.len());
        line += chars[start..until]
            .iter()
            .filter(|char| **char == '\n')
            .count();
    }
    tokens
}

fn end_of_comment(chars: &[char], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (at, depth) = (at + 2, depth + 1),
            ('*', Some('/')) => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn end_of_text(chars: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn end_of_raw_text(chars: &[char], from: usize) -> usize {
    let hashes = chars[from + 1..]
        .iter()
        .take_while(|char| **char == '#')
        .count();
    let mut at = from + 2 + hashes;
    while at < chars.len() {
        let closing = chars[at + 1..].iter().take(hashes);
        if chars[at] == '"' && closing.filter(|char| **char == '#').count() == hashes {
            break;
        }
        at += 1;
    }
    at + 1 + hashes
}

/// Leaves out what stands behind `#[cfg(test)]`: an item up to its `;` or its closing brace.
fn without_tests(tokens: &[(usize, String)]) -> Vec<(usize, String)> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let is_mark = |at: usize| {
        let words = tokens.iter().skip(at).take(MARK.len());
        words.map(|(_, word)| word.as_str()).eq(MARK)
    };
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !is_mark(at) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += MARK.len();
        let mut depth = 0;
        while at < tokens.len() {
            let word = tokens[at].1.as_str();
            at += 1;
            match word {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            if depth == 0 && (word == ";" || word == "}") {
                break;
            }
        }
    }
    kept
}
