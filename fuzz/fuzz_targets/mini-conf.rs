#![no_main]

fomo_fuzz::reader!("mini-conf");
