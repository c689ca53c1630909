#![no_main]

fomo_fuzz::target!("c3voc");
