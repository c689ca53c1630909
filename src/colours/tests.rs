use super::*;

#[test]
fn colours_are_read_as_they_are_written() {
    for (text, colour) in [
        ("#ff8800", Some(Colour::Rgb([255, 136, 0]))),
        ("#F80", Some(Colour::Rgb([255, 136, 0]))),
        ("208", Some(Colour::Indexed(208))),
        ("red", Some(Colour::Named(1))),
        ("bright-white", Some(Colour::Named(15))),
        ("grey", Some(Colour::Named(8))),
        ("none", Some(Colour::Terminal)),
        ("256", None),
        ("#ff88", None),
        ("#gggggg", None),
        ("#ééé", None),
        ("bright-", None),
        ("pink", None),
    ] {
        assert_eq!(Colour::parse(text), colour, "{text}");
    }
}

#[test]
fn styles_are_read_as_they_are_written() {
    let value = Value::parse("bold Underline #f80 on 17").unwrap();
    assert_eq!(value.front, Some(Colour::Rgb([255, 136, 0])));
    assert_eq!(value.behind, Some(Colour::Indexed(17)));
    let both = [Attribute::Bold, Attribute::Underline];
    assert_eq!(value.attributes, both);
    assert_eq!(Value::parse(""), Ok(Value::default()));
    for (text, words) in [
        ("bold on", "missing behind “on”"),
        ("blod red", "“blod” is no colour"),
        ("red blue", "“blue” is a second colour"),
        ("red on blue on green", "“green” is a second colour"),
    ] {
        let error = Value::parse(text).unwrap_err();
        assert!(error.contains(words), "{text}: {error}");
    }
}

#[test]
fn the_known_colours_have_the_known_numbers() {
    assert_eq!(Colour::Indexed(16).rgb(), Some([0, 0, 0]));
    assert_eq!(Colour::Indexed(208).rgb(), Some([255, 135, 0]));
    assert_eq!(Colour::Indexed(231).rgb(), Some([255, 255, 255]));
    assert_eq!(Colour::Indexed(255).rgb(), Some([238, 238, 238]));
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
    assert!((contrast([119; 3], [255; 3]) - 4.48).abs() < 0.01);
    let red = Lab::from([255, 0, 0]);
    assert!((red.lightness - 0.628).abs() < 0.001 && (red.chroma() - 0.2577).abs() < 0.001);
    for rgb in [
        [0, 0, 0],
        [255; 3],
        [1, 128, 254],
        [200, 10, 90],
        [13, 17, 23],
    ] {
        assert_eq!(Lab::from(rgb).rgb(), rgb);
    }
}

#[test]
fn what_cannot_be_read_becomes_darker_or_lighter_and_keeps_its_hue() {
    let yellow = readable([255, 255, 0], &[[255; 3]], 3.0);
    assert!(
        contrast(yellow, [255; 3]) >= 3.0 && yellow[2] < yellow[0] / 2,
        "{yellow:?}"
    );
    assert_eq!(readable([255, 255, 0], &[[0; 3]], 3.0), [255, 255, 0]);
    for rgb in [
        [0; 3],
        [255; 3],
        [0, 0, 255],
        [255, 255, 0],
        [240, 240, 255],
    ] {
        let middle = readable(rgb, &[[0; 3], [255; 3]], 3.0);
        for behind in [[0; 3], [255; 3]] {
            assert!(contrast(middle, behind) >= 3.0, "{rgb:?} {middle:?}");
        }
    }
}
