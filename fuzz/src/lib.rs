//! What the fuzz targets do, shared with the tests of the program.

pub use libfuzzer_sys;

#[path = "../../tests/common/targets.rs"]
mod targets;

/// Runs a target.
pub fn run(name: &str, bytes: &[u8]) {
    let mut all = targets::TARGETS.iter();
    let target = all.find(|target| target.name == name);
    (target.expect("a target of this name").run)(bytes);
}

/// A target, by its name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $crate::run($name, bytes));
    };
}
