//! Any file: which format it is, is found out.
#![no_main]

fomo_fuzz::target!("any");
