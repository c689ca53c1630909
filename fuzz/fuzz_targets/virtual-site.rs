#![no_main]

fomo_fuzz::target!("virtual-site");
