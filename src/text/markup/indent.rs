//! Indented prose, which would be code to Markdown.
//!
//! Programs indent all lines of a text, or all but the first, to have it in line with the file around it. People indent
//! a remark below their text. Hardly anybody shows code by indenting it.

use std::borrow::Cow;

use super::breaks::without_tags;

/// From so many spaces on, a paragraph is code.
const CODE_INDENT: &str = "    ";

/// From so many spaces on, lines are indented like the file around them and not like code below a first line.
const FILE_INDENT: usize = 8;

/// What prose has little use for.
const CODE_SIGNS: [char; 8] = ['{', '}', '=', ';', '$', '\\', '|', '#'];

/// Prose has some of these signs now and then, and lines of code are short.
const MANY_WORDS: usize = 12;

/// Fewer words are a command as often as a remark.
const MIN_WORDS: usize = 3;

/// The text without the indent that all its lines have; the first one, which is cut out of its file, may have none.
pub(super) fn common(text: &str) -> Cow<'_, str> {
    if !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let first = text
        .split_inclusive('\n')
        .take_while(|line| is_blank(line))
        .count();
    let indents = |from: usize| {
        let lines = text.split_inclusive('\n').skip(from);
        lines.filter(|line| !is_blank(line)).map(indent)
    };
    let all = indents(first).min().unwrap_or(0);
    let behind = indents(first + 1).min().unwrap_or(0);
    let taken = if behind >= FILE_INDENT { behind } else { all };
    if taken == 0 {
        return Cow::Borrowed(text);
    }
    let lines = text.split_inclusive('\n');
    Cow::Owned(
        lines
            .map(|line| line.get(indent(line).min(taken)..).unwrap_or_default())
            .collect(),
    )
}

/// The spaces that the line begins with.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The text with no indent before paragraphs that read like prose. Those in a list stay, as the indent says that they
/// belong to it.
pub(super) fn prose(text: &str) -> Cow<'_, str> {
    if !text.contains(CODE_INDENT) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut changed = String::with_capacity(text.len());
    let mut in_list = false;
    for paragraph in lines.chunk_by(|line, next| !is_blank(line) && !is_blank(next)) {
        let has_items = paragraph.iter().any(|line| is_item(line));
        let is_indented = paragraph.iter().all(|line| line.starts_with(CODE_INDENT));
        let is_prose =
            is_indented && !in_list && paragraph.iter().all(|line| reads_like_prose(line));
        for line in paragraph {
            changed.push_str(if is_prose {
                line.trim_start_matches(' ')
            } else {
                line
            });
        }
        if !paragraph.iter().all(|line| is_blank(line)) {
            let goes_on = paragraph.first().is_some_and(|line| line.starts_with(' '));
            in_list = has_items && !is_prose || in_list && goes_on;
        }
    }
    Cow::Owned(changed)
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

fn is_item(line: &str) -> bool {
    let marker = line.split_whitespace().next().unwrap_or_default();
    let number = marker.trim_end_matches(['.', ')']);
    matches!(marker, "*" | "-" | "+")
        || number.len() < marker.len() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn reads_like_prose(line: &str) -> bool {
    let text = without_tags(line);
    // Links have all kinds of signs.
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !word.contains("://"))
        .collect();
    let is_code = |word: &&str| word.contains(CODE_SIGNS) || word.contains("()");
    text.trim_start().starts_with(char::is_alphanumeric)
        && words.len() >= MIN_WORDS
        && (words.len() >= MANY_WORDS || !words.iter().any(is_code) && !text.trim().contains("  "))
}
