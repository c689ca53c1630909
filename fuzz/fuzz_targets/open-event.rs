#![no_main]

fomo_fuzz::reader!("open-event");
