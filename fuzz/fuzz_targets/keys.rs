//! Bytes from a terminal.
#![no_main]

fomo_fuzz::target!("keys");
