#![no_main]

fomo_fuzz::reader!("virtual-site");
