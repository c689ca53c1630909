//! What was meant by something like it.

/// Names that are no more alike than this have nothing to do with each other.
const ALIKE: f64 = 0.8;

/// The name that is nearest to what was typed, where one is near.
pub fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let scored = known.map(|name| (strsim::jaro_winkler(&typed, &name.to_lowercase()), name));
    let (likeness, name) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness > ALIKE).then_some(name)
}

/// `; did you mean “dark”?`, or nothing where no name is like what was typed.
pub fn did_you_mean<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> String {
    let name = nearest(typed, known);
    let hint = name.map(|name| format!("; did you mean “{name}”?"));
    hint.unwrap_or_default()
}
