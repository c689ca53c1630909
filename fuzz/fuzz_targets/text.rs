//! A text by strangers: cleaned, read as HTML or Markdown, laid out.
#![no_main]

fomo_fuzz::target!("text");
