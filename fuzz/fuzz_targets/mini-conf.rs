#![no_main]

fomo_fuzz::target!("mini-conf");
