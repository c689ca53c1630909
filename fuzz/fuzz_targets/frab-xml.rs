#![no_main]

fomo_fuzz::reader!("frab-xml");
