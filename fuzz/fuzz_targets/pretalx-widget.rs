#![no_main]

fomo_fuzz::reader!("pretalx-widget");
