//! Where bytes come from: what the machine knows of time zones.

pub mod zoneinfo;
