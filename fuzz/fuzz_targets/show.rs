//! A file, opened in the viewer, with keys pressed in it.
#![no_main]

fomo_fuzz::target!("show");
