//! A query: read, printed, searched by, completed, chosen from.
#![no_main]

fomo_fuzz::target!("query");
