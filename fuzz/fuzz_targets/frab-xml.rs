#![no_main]

fomo_fuzz::target!("frab-xml");
