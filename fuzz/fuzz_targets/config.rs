//! Any text in the place of the configuration.
#![no_main]

fomo_fuzz::target!("config");
