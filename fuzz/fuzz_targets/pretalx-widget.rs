#![no_main]

fomo_fuzz::target!("pretalx-widget");
