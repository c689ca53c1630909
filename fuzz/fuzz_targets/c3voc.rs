#![no_main]

fomo_fuzz::reader!("c3voc");
