//! Real schedules.
