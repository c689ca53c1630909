#![no_main]

fomo_fuzz::target!("sessionize");
