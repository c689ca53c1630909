//! Which line breaks their author meant.
//!
//! Markdown and HTML join the lines of a paragraph, because people and editors break them where the screen ends. But
//! many texts are neither, and their lines are a list, an address, a verse. The right margin tells the two apart: who
//! fills lines breaks them where the next word does not fit any more, and who breaks them earlier means it.
//!
//! ```text
//! Doors open at six, the first talk     broken where the margin is: joined
//! begins at seven. Bring your own cup.
//! Room: 101                             there was room for `Cost:` behind it: kept
//! Cost: nothing
//! ```
//!
//! In HTML white space means nothing, but Markdown goes through web sites and comes out as HTML with the line breaks of
//! its author. Where lines are longer than anybody fills them, these are meant as well.

use std::borrow::Cow;

use crate::text::width;
use crate::text::wrap::is_spaceless;

/// Nobody fills lines up to more columns than that: where a line is longer, the editor breaks lines on the screen
/// only, and all breaks in the text are meant. Style guides say 72 to 100.
const WIDEST_FILLED: usize = 100;

/// Nobody fills lines up to fewer columns than that: where no line is longer, it is verse, an address or a list.
const NARROWEST_FILLED: usize = 40;

/// So many columns may be left free by those who fill lines by hand, or break them before a short word that belongs to
/// the next one.
const SLACK: usize = 8;

/// A word from this width on is a link or the like: it stands out of the margin, or leaves a hole in the line before.
const LONG_WORD: usize = 30;

/// What begins an item of a list, where a space comes behind it.
const BULLETS: &str = "•◦‣▪▫●○⁃·–—*-+";

/// The numbers of items have one or two digits; with more they are years.
const MAX_DIGITS: usize = 2;

/// Whether a line break is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    /// It is there because lines end somewhere.
    Chance,
    /// It is meant, where white space has a meaning.
    Meant,
    /// It is meant even within a `<p>`: Markdown on its way through a web site leaves such lines behind.
    Obvious,
}

/// What to put in the place of line breaks that are meant.
pub(super) struct Marks {
    pub(super) meant: &'static str,
    pub(super) obvious: &'static str,
    /// Instead of these, behind a list; Markdown would take what follows for the end of the last item.
    pub(super) behind_list: Option<&'static str>,
}

/// Marks the line breaks that are meant.
pub(super) fn mark<'a>(text: &'a str, marks: &Marks) -> Cow<'a, str> {
    if !text.trim_end().contains('\n') {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut marked = String::with_capacity(text.len() + text.len() / 16);
    for paragraph in lines.chunk_by(|line, next| !is_alone(line) && !is_alone(next)) {
        let mut breaks = meant(paragraph).into_iter();
        let mut following = paragraph.iter().skip(1);
        let mut in_list = false;
        for line in paragraph {
            marked.push_str(line);
            in_list |= is_item(line.trim_start());
            let next = following.next();
            let kind = match breaks.next() {
                // A line break of Markdown already.
                Some(_) if line.ends_with('\\') => Break::Chance,
                kind => kind.unwrap_or(Break::Chance),
            };
            let ends_list = in_list && next.is_some_and(|next| is_outside_list(next));
            in_list &= kind == Break::Chance || !ends_list;
            let mark = match kind {
                Break::Chance => None,
                Break::Meant => Some(marks.meant),
                Break::Obvious => Some(marks.obvious),
            };
            let mark = mark.map(|mark| marks.behind_list.filter(|_| ends_list).unwrap_or(mark));
            marked.push_str(mark.unwrap_or("\n"));
        }
    }
    // The last line has no break behind it.
    marked.pop();
    Cow::Owned(marked)
}

fn is_outside_list(line: &str) -> bool {
    !line.starts_with(' ') && !is_item(line)
}

/// Whether the line is no part of a paragraph: blank, or a heading of Markdown.
fn is_alone(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

/// For each line but the last whether the break behind it is meant.
fn meant(paragraph: &[&str]) -> Vec<Break> {
    if paragraph.len() < 2 {
        return Vec::new();
    }
    let lines: Vec<Line> = paragraph.iter().map(|line| Line::new(line)).collect();
    let margin = lines.iter().map(|line| line.reach).max().unwrap_or(0);
    let is_filled = (NARROWEST_FILLED..=WIDEST_FILLED).contains(&margin);
    let early = |line: &Line, next: &Line| line.columns + 1 + next.first + SLACK <= margin;
    let pairs = || lines.iter().zip(lines.iter().skip(1));
    let within = || pairs().filter(|(_, next)| !next.is_item);
    let exceptions = within().filter(|(line, next)| early(line, next)).count();
    // Where most lines end early, the others ended there by chance.
    let all = !is_filled || 2 * exceptions > within().count();
    pairs()
        .map(|(line, next)| match next.begins_anew {
            // A list that was typed, indented or not.
            _ if next.is_item => Break::Obvious,
            true if margin > WIDEST_FILLED => Break::Obvious,
            _ if all || early(line, next) => Break::Meant,
            _ => Break::Chance,
        })
        .collect()
}

/// What there is to know about a line.
struct Line {
    columns: usize,
    /// The columns that tell about the margin: without a long word at the end.
    reach: usize,
    /// The columns of the first word.
    first: usize,
    /// Whether it begins an item.
    is_item: bool,
    /// Whether it is neither indented nor in the middle of a sentence.
    begins_anew: bool,
}

impl Line {
    fn new(line: &str) -> Line {
        let line = without_tags(line);
        let line = line.trim_end();
        let columns = width(line);
        let last = width(last_word(line));
        let quoted = |c: char| c == '>' || c.is_whitespace();
        let text = line.trim_start_matches(quoted);
        let reach = if last >= LONG_WORD {
            columns - last
        } else {
            columns
        };
        Line {
            columns,
            reach,
            first: width(first_word(text)),
            is_item: is_item(text),
            begins_anew: !line.starts_with(|c: char| c == ' ' || c.is_lowercase()),
        }
    }
}

/// Whether the line begins with what stands before the items of a list.
fn is_item(line: &str) -> bool {
    let marker = line.split(' ').next().unwrap_or_default();
    let mut chars = marker.chars();
    let bullet = chars.next().is_some_and(|c| BULLETS.contains(c)) && chars.next().is_none();
    let number = marker.strip_suffix(['.', ')']).is_some_and(|number| {
        (1..=MAX_DIGITS).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    (bullet || number) && marker.len() < line.len()
}

/// Up to where a line may break; between the characters of scripts without spaces it may break anywhere.
fn first_word(line: &str) -> &str {
    let mut chars = line.char_indices();
    let first = chars.next().map_or(0, |(_, c)| c.len_utf8());
    let ends = |c: char| c == ' ' || is_spaceless(c);
    let end = if line.starts_with(is_spaceless) {
        first
    } else {
        line.find(ends).unwrap_or(line.len())
    };
    line.get(..end).unwrap_or_default()
}

fn last_word(line: &str) -> &str {
    line.rsplit(|c: char| c == ' ' || is_spaceless(c))
        .next()
        .unwrap_or_default()
}

/// The line without what looks like a tag, which takes no room on the page.
pub(super) fn without_tags(line: &str) -> String {
    let mut rest = line;
    let mut shown = String::with_capacity(line.len());
    while let Some((before, from)) = rest.split_once('<') {
        shown.push_str(before);
        rest = from;
        if from.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let Some((_, behind)) = from.split_once('>') else {
                break;
            };
            rest = behind;
        }
    }
    shown.push_str(rest);
    shown
}
