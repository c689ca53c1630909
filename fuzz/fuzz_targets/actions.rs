//! A viewer, and all that can happen to it.
#![no_main]

fomo_fuzz::target!("actions");
