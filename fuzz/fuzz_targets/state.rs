//! Any bytes in the place of a state file.
#![no_main]

fomo_fuzz::target!("state");
