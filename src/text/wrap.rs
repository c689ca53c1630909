//! Breaking text into lines by display width.
//!
//! `textwrap` finds the words and fills the lines; what it does not know is added between the two: text without
//! spaces (Chinese, Japanese) may break between characters, and a word that is too long breaks between grapheme
//! clusters, never inside one.

use std::ops::Range;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, WordSplitter};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::markup::{Block, Face, Run};
use super::width;

/// Stands for a character that is wider than the line.
const TOO_WIDE: &str = "…";

/// How a line hangs together with the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Joint {
    /// It does not: a text begins.
    #[default]
    Start,
    /// There was white space where the text was broken.
    Blank,
    /// There was none: a long word, a script without spaces, a hyphen.
    Word,
}

/// A line of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How it goes on from the line before.
    pub joint: Joint,
    /// What stands on it.
    pub runs: Vec<Run>,
    /// How many of the runs are no text, but its indent and marker.
    pub margin: usize,
}

/// Breaks plain text into lines of at most that many columns; line breaks of the text stay.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let lines = wrap_joined(text, columns).into_iter();
    lines.map(|(_, line)| line).collect()
}

/// The same, with how the lines hang together.
pub fn wrap_joined(text: &str, columns: usize) -> Vec<(Joint, String)> {
    if columns == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut before = None;
        for range in break_line(line, columns) {
            let joint = joint(before, &range, lines.is_empty());
            before = Some(range.end);
            lines.push((joint, shown(line, range, columns)));
        }
    }
    lines
}

/// Where an editor breaks a text into rows of at most that many columns. The rows stand side by side: every byte is in one
/// of them, but for the line breaks. Blanks at the end of a row may hang over.
pub fn rows(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let mut from = start;
        let breaks = break_line(line, columns.max(1)).into_iter();
        for at in breaks.map(|range| start + range.start) {
            if at > from {
                rows.push(from..at);
                from = at;
            }
        }
        rows.push(from..start + line.len());
        start += line.len() + 1;
    }
    rows
}

/// How a part of a line goes on from the one that ended at `before`, if that is of the same line.
fn joint(before: Option<usize>, range: &Range<usize>, first: bool) -> Joint {
    match before {
        Some(end) if end == range.start => Joint::Word,
        None if first => Joint::Start,
        _ => Joint::Blank,
    }
}

/// Breaks a block into lines of runs, none wider than `columns`: its marker before the first, and all of them indented.
pub fn layout(block: &Block, columns: usize) -> Vec<Line> {
    if columns == 0 {
        return Vec::new();
    }
    let prefix = Prefix::new(block, columns);
    let text: String = block.runs.iter().map(|run| run.text.as_str()).collect();
    let mut faces = Faces::new(&block.runs);
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let mut before = None;
        for range in break_line(line, prefix.body) {
            let joint = joint(before, &range, lines.is_empty());
            before = Some(range.end);
            let mut runs = prefix.runs(lines.is_empty());
            let margin = runs.len();
            if width(line.get(range.clone()).unwrap_or_default()) > prefix.body {
                runs.push(Run {
                    text: TOO_WIDE.to_owned(),
                    face: Face::Plain,
                });
            } else {
                faces.cut(&text, start + range.start..start + range.end, &mut runs);
            }
            lines.push(Line {
                joint,
                runs,
                margin,
            });
        }
        start += line.len() + 1;
    }
    lines
}

/// What stands before the text of a block.
struct Prefix {
    first: String,
    rest: String,
    body: usize,
}

impl Prefix {
    /// In a narrow pane the indent shrinks first, then the marker goes: the text must stay readable.
    fn new(block: &Block, columns: usize) -> Prefix {
        let marker = width(&block.marker);
        let marker = if marker <= columns / 2 { marker } else { 0 };
        let indent = block.indent.min(columns.saturating_sub(marker) / 3);
        let mut first = " ".repeat(indent);
        if marker > 0 {
            first.push_str(&block.marker);
        }
        let rest = " ".repeat(indent + marker);
        Prefix {
            first,
            rest,
            body: columns.saturating_sub(indent + marker).max(1),
        }
    }

    fn runs(&self, first: bool) -> Vec<Run> {
        let text = if first { &self.first } else { &self.rest };
        if text.is_empty() {
            Vec::new()
        } else {
            vec![Run {
                text: text.clone(),
                face: Face::Plain,
            }]
        }
    }
}

/// Walks over the runs of a block as its lines are cut, so that the whole is linear.
struct Faces<'a> {
    runs: std::slice::Iter<'a, Run>,
    /// Where the current run ends in the text of the block, and its face.
    current: (usize, Face),
}

impl<'a> Faces<'a> {
    fn new(runs: &'a [Run]) -> Faces<'a> {
        Faces {
            runs: runs.iter(),
            current: (0, Face::Plain),
        }
    }

    fn cut(&mut self, text: &str, range: Range<usize>, line: &mut Vec<Run>) {
        let mut start = range.start;
        while start < range.end {
            if self.current.0 <= start {
                let Some(run) = self.runs.next() else { return };
                self.current = (self.current.0 + run.text.len(), run.face);
                continue;
            }
            let end = self.current.0.min(range.end);
            line.push(Run {
                text: text.get(start..end).unwrap_or_default().to_owned(),
                face: self.current.1,
            });
            start = end;
        }
    }
}

/// A stretch of a line that is not broken, and the spaces behind it.
#[derive(Debug)]
struct Piece {
    start: usize,
    end: usize,
    columns: usize,
    spaces: usize,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        to_float(self.columns)
    }

    fn whitespace_width(&self) -> f64 {
        to_float(self.spaces)
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The lines that one line breaks into, as ranges of it; an empty line is one line.
fn break_line(line: &str, columns: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for word in WordSeparator::AsciiSpace.find_words(line) {
        split_word(word.word, start, columns, &mut pieces);
        if let Some(last) = pieces.last_mut() {
            last.spaces = word.whitespace.len();
        }
        start += word.word.len() + word.whitespace.len();
    }
    let mut lines: Vec<Range<usize>> = wrap_first_fit(&pieces, &[to_float(columns)])
        .into_iter()
        .map(|line| match (line.first(), line.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        })
        .collect();
    if lines.len() > 1 {
        // An indent that its word did not fit behind is no line of its own.
        lines.retain(|line| !line.is_empty());
    }
    lines
}

/// Cuts a word where it may break: behind hyphens, between wide characters, and where it is too long for a line.
fn split_word(word: &str, offset: usize, columns: usize, pieces: &mut Vec<Piece>) {
    let hyphens = if word.contains("://") {
        Vec::new()
    } else {
        WordSplitter::HyphenSplitter.split_points(word)
    };
    let mut hyphens = hyphens.into_iter().peekable();
    let mut piece = Piece {
        start: offset,
        end: offset,
        columns: 0,
        spaces: 0,
    };
    let mut before = "";
    for (at, cluster) in word.grapheme_indices(true) {
        let hyphen = hyphens.next_if(|point| *point <= at).is_some();
        let wide = cluster.width();
        let full = piece.columns + wide > columns && piece.columns > 0;
        if hyphen || full || may_break(before, cluster) {
            let start = piece.end;
            pieces.push(std::mem::replace(
                &mut piece,
                Piece {
                    start,
                    end: start,
                    columns: 0,
                    spaces: 0,
                },
            ));
        }
        piece.end = offset + at + cluster.len();
        piece.columns += wide;
        before = cluster;
    }
    pieces.push(piece);
}

/// Whether a line may end between the two, where there is no space.
fn may_break(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next(), after.chars().next()) else {
        return false;
    };
    (is_ideograph(last, before) || is_ideograph(first, after))
        && !is_opening(last)
        && !is_closing(first)
}

/// A character of a script without spaces. Korean has them, so its syllables stay together.
fn is_ideograph(c: char, cluster: &str) -> bool {
    cluster.width() > 1 && !matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7ff}')
}

/// A character of Chinese or Japanese, which have no spaces between words and none where lines are joined.
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

fn is_opening(c: char) -> bool {
    "([{（［｛「『【〈《〔“‘".contains(c)
}

fn is_closing(c: char) -> bool {
    ")]}.,;:!?%）］｝」』】〉》〕、。，．：；！？ー々…”’".contains(c)
}

/// The text of a line, unless the line is one character that does not fit.
fn shown(line: &str, range: Range<usize>, columns: usize) -> String {
    let text = line.get(range).unwrap_or_default();
    if width(text) > columns {
        TOO_WIDE.to_owned()
    } else {
        text.to_owned()
    }
}

fn to_float(columns: usize) -> f64 {
    f64::from(u32::try_from(columns).unwrap_or(u32::MAX))
}
