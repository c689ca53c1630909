//! `fomo completions` and `fomo man`: texts that a test makes from the command line and the key table. The program carries them
//! packed, since few read them.

use std::io::Read as _;

use flate2::read::GzDecoder;

use super::{FINE, print};
use crate::cli::Shell;

const BASH: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fomo.bash.gz"));
const FISH: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fomo.fish.gz"));
const ZSH: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/_fomo.gz"));
const PAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fomo.1.gz"));

/// What a shell reads to complete commands and options.
pub(super) fn completions(shell: Shell) -> anyhow::Result<i32> {
    unpack(match shell {
        Shell::Bash => BASH,
        Shell::Fish => FISH,
        Shell::Zsh => ZSH,
    })
}

/// The manual page, in the language of `man`.
pub(super) fn man() -> anyhow::Result<i32> {
    unpack(PAGE)
}

fn unpack(packed: &[u8]) -> anyhow::Result<i32> {
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text)?;
    print(&text).map(|()| FINE)
}
