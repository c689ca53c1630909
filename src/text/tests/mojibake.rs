use crate::text::mojibake::garbled;

/// The garbled word and what was meant.
fn seen(text: &str) -> Option<(String, Option<String>)> {
    garbled(text).map(|garbled| (garbled.word, garbled.meant))
}

#[test]
fn garbled_words_and_what_was_meant() {
    for (text, word, meant) in [
        ("FÃ¼r alle", "FÃ¼r", "Für"),
        ("itâ€™s on", "itâ€™s", "it’s"),
        ("â€œHelloâ€\u{9d}", "â€œHelloâ€\u{9d}", "“Hello”"),
        ("Ãœber GRÃœNE", "Ãœber", "Über"),
        ("GRÃ–SSE", "GRÃ–SSE", "GRÖSSE"),
        ("Ã–sterreich", "Ã–sterreich", "Österreich"),
        ("SÃ£o JoÃ£o", "SÃ£o", "São"),
        ("ESPAÃ‘A", "ESPAÃ‘A", "ESPAÑA"),
        ("KrakÃ³w i ÅódÅº", "KrakÃ³w", "Kraków"),
        ("kwaÅ›niewski", "kwaÅ›niewski", "kwaśniewski"),
        ("DvoÅ™Ã¡k", "DvoÅ™Ã¡k", "Dvořák"),
        ("BeyoÄŸlu", "BeyoÄŸlu", "Beyoğlu"),
        ("BucureÈ™ti", "BucureÈ™ti", "București"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"),
        ("ÎµÎ»Î»Î·Î½Î¹ÎºÎ¬", "ÎµÎ»Î»Î·Î½Î¹ÎºÎ¬", "ελληνικά"),
        ("æ—¥æœ¬", "æ—¥æœ¬", "日本"),
        ("a â†’ b", "â†’", "→"),
        ("5 â‚¬", "â‚¬", "€"),
        ("25 Â°C", "Â°C", "°C"),
        ("voilÃ\u{a0} tout", "voilÃ", "voilà"),
        ("ðŸ˜€ fun", "ðŸ˜€", "😀"),
        ("FÃƒÂ¼r", "FÃƒÂ¼r", "Für"),
        ("MarÃa", "MarÃa", "María"),
        ("f√ºr", "f√ºr", "für"),
        ("√§hnlich", "√§hnlich", "ähnlich"),
        ("o√π est-il", "o√π", "où"),
        ("it‚Äôs", "it‚Äôs", "it’s"),
        ("co√ªte 5 ‚Ç¨", "co√ªte", "coûte"),
        ("≈Çukasz", "≈Çukasz", "łukasz"),
    ] {
        let meant = Some(meant.to_owned());
        assert_eq!(seen(text), Some((word.to_owned(), meant)), "{text}");
    }
}

#[test]
fn what_is_lost_is_told_without_a_guess() {
    for (text, word) in [
        ("Caf\u{fffd} Wien", "Caf\u{fffd}"),
        ("fun ðŸ€", "ðŸ€"),
        ("voilÃ tout", "voilÃ"),
    ] {
        assert_eq!(seen(text), Some((word.to_owned(), None)), "{text}");
    }
}

#[test]
fn good_texts_are_left_alone() {
    for text in [
        "",
        "plain",
        "Über Größe, Ähnliches und Öl – „Ärger“ mit „Ä“",
        "INSCRIÇÕES, AÇÃO, AMANHÃ, “AMANHÔ e NÃO…",
        "MANHÃ – TARDE, CORAÇÃO",
        "Português: São Paulo, Âmbito, ÂNCORA",
        "À la carte, l’été…’, « l’été », “CAFÉ”, CAFÉ… CAFÉ™",
        "Đà Nẵng, Ân Thi, TÂN, Ã",
        "Ægir, Ørsted, Åse, Þór, Ísland, ð",
        "Łódź, Kraków, Đorđe, Škoda, ČESKÁ “ŘEČ”",
        "Pâte, tâche, “pâ”… and “â”",
        "2√π, √2, √x, √∞, √Ω and ¬x",
        "x ≈ 5, ƒ/2, ‚Ähnlich‘, ‚Öl‘",
        "Привет, ελληνικά, 日本語, 한국어, עברית, عربي",
        "😀 🏳️‍🌈 👩‍💻",
        "5 €, 20 °C, £5, «oui», ½ ©",
        "Ä… Ö… Ü… Å… É… Ñ… ×… Ø…",
        "À”, Á”, É”, Ó”, Ú”, “Ü”, “Ö”",
        "naïve, coïncidence, “naï”…",
        "Ün“ Ä“",
    ] {
        assert_eq!(seen(text), None, "{text}");
    }
}
