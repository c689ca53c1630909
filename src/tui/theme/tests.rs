use super::*;
use crate::colours::{Lab, NAMES, contrast, roles};

impl Role {
    /// All of them; of the tracks, the first eight.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Text,
            Self::Dim,
            Self::Title,
            Self::Heading,
            Self::Time,
            Self::Selected,
            Self::Inactive,
            Self::Running,
            Self::Now,
            Self::Match,
            Self::Strong,
            Self::Emphasis,
            Self::Code,
            Self::Link,
            Self::Border,
            Self::Key,
            Self::Favourite,
            Self::Must,
            Self::Clash,
            Self::Error,
        ];
        all.extend((0..8).map(|index| Self::Track(index, None)));
        all
    }
}

fn theme(name: &str) -> Theme {
    Theme::find(name, &[]).unwrap()
}

/// What a role looks like on the ground of a theme: the text, and what is behind it.
fn seen(theme: &Theme, role: Role) -> (Rgb, Rgb) {
    let style = theme.ground().patch(theme.style(role));
    (
        rgb(style.fg.unwrap()).unwrap(),
        rgb(style.bg.unwrap()).unwrap(),
    )
}

#[test]
fn every_theme_says_something_of_every_role() {
    for name in NAMES {
        for (role, text) in colours::built_in(name).unwrap() {
            if role == colours::TRACKS {
                assert!(colours::track_colours(text).unwrap().len() >= 6, "{name}");
            } else {
                let value =
                    Value::parse(text).unwrap_or_else(|error| panic!("{name} {role}: {error}"));
                let is_silent = name != NAMES[0] && value == Value::default();
                assert!(!is_silent, "{name} {role}");
                assert!(Theme::plain().place(role).is_some(), "{role}");
            }
        }
    }
    assert_eq!(roles().count(), Theme::plain().places().len() + 1);
}

#[test]
fn all_can_be_read() {
    for name in &NAMES[1..] {
        let theme = theme(name);
        let least = if *name == "contrast" { 7.0 } else { 4.5 };
        let mut bad = Vec::new();
        for role in Role::all() {
            let (front, behind) = seen(&theme, role);
            let lines = [theme.line(true), theme.line(false), (theme.bar(), false)]
                .map(|(style, _)| rgb(style.bg.unwrap()).unwrap());
            let least = match role {
                Role::Dim | Role::Border | Role::Track(..) => 3.0,
                _ => least,
            };
            // What separates panes crosses no line of a list.
            let lines = lines.into_iter().filter(|_| role != Role::Border);
            for behind in [behind].into_iter().chain(lines) {
                let found = contrast(front, behind);
                if found < least {
                    bad.push(format!(
                        "{name} {role:?} {front:02x?} on {behind:02x?}: {found:.2}"
                    ));
                }
            }
        }
        assert!(bad.is_empty(), "{}", bad.join("\n"));
    }
}

/// What somebody sees who lacks one kind of cones, by Machado, Oliveira and Fernandes (2009), on the linear parts.
const BLIND: [(&str, [[f32; 3]; 3]); 3] = [
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn as_seen(rgb: Rgb, matrix: [[f32; 3]; 3]) -> Rgb {
    let linear = rgb.map(|byte| (f32::from(byte) / 255.0).powf(2.2));
    matrix.map(|row| {
        let part: f32 = row
            .iter()
            .zip(linear)
            .map(|(weight, part)| weight * part)
            .sum();
        let byte = (part.clamp(0.0, 1.0).powf(1.0 / 2.2) * 255.0).round();
        (0..=u8::MAX)
            .find(|candidate| f32::from(*candidate) >= byte)
            .unwrap()
    })
}

#[test]
fn without_some_cones_roles_stay_apart() {
    let theme = theme("colour-blind");
    let roles = [
        Role::Running,
        Role::Favourite,
        Role::Clash,
        Role::Error,
        Role::Selected,
        Role::Match,
    ];
    let mut bad = Vec::new();
    for (kind, matrix) in BLIND {
        for (index, one) in roles.iter().enumerate() {
            for other in &roles[..index] {
                let [first, second] =
                    [one, other].map(|role| Lab::from(as_seen(seen(&theme, *role).0, matrix)));
                let distance = first.distance(second);
                if distance < 0.06 {
                    bad.push(format!("{kind}: {one:?} and {other:?}: {distance:.3}"));
                }
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn an_unknown_name_is_answered_with_those_that_there_are() {
    let own = [Custom {
        name: "mine".to_owned(),
        ..Custom::default()
    }];
    assert_eq!(
        Theme::find("Drak", &own).unwrap_err(),
        "there is no theme “Drak”, only terminal, light, dark, contrast, colour-blind, mine; did you mean “dark”?"
    );
    assert!(
        Theme::find("nonsense", &[])
            .unwrap_err()
            .ends_with("colour-blind")
    );
    assert_eq!(Theme::find("mine", &own), Ok(Theme::default()));
}

#[test]
fn a_theme_of_ones_own_is_another_one_but_for_what_it_says() {
    let own = [Custom {
        name: "mine".to_owned(),
        base: Some("dark".to_owned()),
        styles: vec![
            ("background".to_owned(), Value::parse("#101010").unwrap()),
            ("selected".to_owned(), Value::parse("reverse").unwrap()),
        ],
        tracks: Some(vec![Colour::Indexed(208)]),
    }];
    let mine = Theme::find("mine", &own).unwrap();
    assert_eq!(mine.ground().bg, Some(Color::Rgb(16, 16, 16)));
    assert_eq!(mine.style(Role::Time), theme("dark").style(Role::Time));
    assert!(mine.line(true).1, "reversed as a whole");
    assert_eq!(mine.track(5, None).fg, Some(Color::Indexed(208)));
}

#[test]
fn tracks_have_the_colour_of_the_file_where_it_can_be_read() {
    let pale = [0xee, 0xe0, 0xef];
    let dark = theme("dark");
    assert_eq!(
        dark.track(0, Some(pale)).fg,
        Some(Color::Rgb(0xee, 0xe0, 0xef))
    );
    for name in NAMES {
        for rgb in [
            pale,
            [0; 3],
            [255; 3],
            [0x28, 0x35, 0x93],
            [0xf9, 0xa8, 0x25],
        ] {
            let theme = theme(name);
            let front = super::rgb(theme.track(0, Some(rgb)).fg.unwrap()).unwrap();
            for behind in theme.grounds() {
                assert!(contrast(front, behind) >= 3.0, "{name} {rgb:?} {front:?}");
            }
        }
    }
    let few = theme("terminal").at(Depth::Ansi16);
    assert_eq!(few.track(1, Some(pale)).fg, Some(Color::Magenta));
    assert_eq!(few.track(9, None).fg, Some(Color::Magenta));
    assert_eq!(dark.at(Depth::None).track(1, Some(pale)), Style::new());
}

#[test]
fn without_colours_the_rest_tells_things_apart() {
    for name in NAMES {
        let theme = theme(name).at(Depth::None);
        for role in Role::all() {
            let style = theme.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{name} {role:?}");
        }
        let plain = theme.style(Role::Text);
        for role in [
            Role::Dim,
            Role::Selected,
            Role::Running,
            Role::Match,
            Role::Error,
        ] {
            assert_ne!(theme.style(role), plain, "{name} {role:?}");
        }
    }
}
