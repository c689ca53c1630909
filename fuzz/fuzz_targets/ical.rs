#![no_main]

fomo_fuzz::reader!("ical");
