//! What is fuzzed, by name. The fuzz targets and a short run in the tests do the same.

#[path = "dice.rs"]
pub(crate) mod dice;
#[path = "edits.rs"]
pub(crate) mod edits;
#[path = "kept.rs"]
mod kept;
#[path = "machine.rs"]
mod machine;
#[path = "sane.rs"]
mod sane;
#[path = "sound.rs"]
mod sound;
#[path = "typed.rs"]
mod typed;
#[path = "versions.rs"]
mod versions;
#[expect(dead_code, reason = "frames use the rest of it")]
#[path = "viewer.rs"]
mod viewer;

/// Something that takes any bytes.
pub(crate) struct Target {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    pub(crate) run: fn(&[u8]),
}

const fn target(name: &'static str, run: fn(&[u8])) -> Target {
    Target { name, run }
}

/// A reader, by the name of its format.
macro_rules! reader {
    ($format:literal) => {
        target($format, |bytes| _ = sound::read(bytes, Some($format)))
    };
}

/// All of them: the readers first.
pub(crate) const TARGETS: [Target; 25] = [
    reader!("fomo"),
    reader!("c3voc"),
    reader!("frab-json"),
    reader!("frab-xml"),
    reader!("ical"),
    reader!("indico"),
    reader!("opass"),
    reader!("pretalx-widget"),
    reader!("sessionize"),
    reader!("virtual-site"),
    reader!("mini-conf"),
    reader!("open-event"),
    reader!("symposion"),
    reader!("konopas"),
    target("any", |bytes| _ = sound::read(bytes, None)),
    target("edited", versions::nearly),
    target("convert", versions::converted),
    target("diff", versions::differ),
    target("show", sound::showing),
    target("text", |bytes| {
        sound::texts(&String::from_utf8_lossy(bytes));
    }),
    target("query", |bytes| {
        sound::queries(&String::from_utf8_lossy(bytes));
    }),
    target("keys", typed::typed),
    target("actions", machine::play),
    target("state", kept::state),
    target("config", kept::config),
];
