//! An edited file, written in every format and read again.
#![no_main]

fomo_fuzz::target!("convert");
