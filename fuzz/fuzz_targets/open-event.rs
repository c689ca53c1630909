#![no_main]

fomo_fuzz::target!("open-event");
