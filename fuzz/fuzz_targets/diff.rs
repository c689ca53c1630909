//! Two versions of a schedule: what changed, and what is news.
#![no_main]

fomo_fuzz::target!("diff");
