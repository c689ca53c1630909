//! A hand-written file with a few edits: what gets past the question of its format.
#![no_main]

fomo_fuzz::target!("edited");
