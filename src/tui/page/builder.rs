//! Puts documents together: wrapped text, markup, fields, and items.

use std::collections::VecDeque;

use super::{Document, Item, Line, Piece, PlacedItem};
use crate::{
    limits,
    query::Part,
    text::{self, Face, Joint, Run},
    tui::theme::Role,
};

/// Columns before an item: the cursor's mark, and a space.
const ITEM_INDENT: usize = 2;

/// A text beside a label is not made narrower than this.
const NARROWEST: usize = 16;

/// A document in the making.
#[derive(Debug)]
pub struct Builder {
    width: usize,
    document: Document,
}

impl Builder {
    /// An empty document of this width in columns.
    pub fn new(width: usize) -> Self {
        Self {
            width: width.max(1),
            document: Document::default(),
        }
    }

    /// The width in columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The document.
    pub fn finish(self) -> Document {
        self.document
    }

    fn push(&mut self, mut pieces: Vec<Piece>, item: Option<usize>, joint: Joint) {
        // What held words together while lines were broken is a space like any other from here on.
        for piece in &mut pieces {
            if piece.text.contains('\u{a0}') {
                piece.text = piece.text.replace('\u{a0}', " ");
            }
        }
        let line = Line {
            pieces,
            item,
            joint,
        };
        self.document.lines.push(line);
    }

    /// A blank line, unless there is one already or nothing yet.
    pub fn gap(&mut self) {
        if self
            .document
            .lines
            .last()
            .is_some_and(|line| !line.pieces.is_empty())
        {
            self.push(Vec::new(), None, Joint::Start);
        }
    }

    /// A wrapped text of the page itself.
    pub fn text(&mut self, role: Role, text: &str) {
        self.broken(&Piece::new(role, ""), text);
    }

    /// A wrapped text that can be searched.
    pub fn searched(&mut self, role: Role, part: Part, text: &str) {
        self.broken(&Piece::searched(role, part, ""), text);
    }

    fn broken(&mut self, like: &Piece, text: &str) {
        for (joint, line) in text::wrap_joined(text, self.width) {
            self.push(vec![like.with_text(line)], None, joint);
        }
    }

    /// Pieces on one line, or wrapped where they do not fit.
    pub fn pieces(&mut self, pieces: Vec<Piece>) {
        self.wrapped(pieces, 0, 0, None);
    }

    /// A heading with a blank line before it.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.text(Role::Heading, text);
    }

    /// A description, searched as this part; its links are listed by the caller.
    ///
    /// Of a text longer than any description, the beginning; and that this is so.
    pub fn markup(&mut self, source: &str, part: Option<Part>) -> Vec<text::Link> {
        let beginning = beginning(source, limits::TEXT);
        let document = text::read(beginning);
        for (index, block) in document.blocks.iter().enumerate() {
            if block.gap && index > 0 {
                self.gap();
            }
            for line in text::layout(block, self.width) {
                let runs = line.runs.into_iter().enumerate();
                let pieces = runs.map(|(index, run)| {
                    let is_text = index >= line.margin;
                    piece(run, part.filter(|_| is_text))
                });
                self.push(pieces.collect(), None, line.joint);
            }
        }
        if source.len() > limits::TEXT {
            let [shown, all] = [limits::TEXT, source.len()].map(|bytes| limits::size(bytes as u64));
            self.gap();
            self.text(
                Role::Dim,
                &format!(
                    "The first {shown} of {all} are shown; fomo convert --to fomo has all of it."
                ),
            );
        }
        document.links
    }

    /// A thing that can be opened: its pieces, wrapped under each other.
    pub fn item(&mut self, target: Item, pieces: Vec<Piece>) {
        let line = self.document.lines.len();
        let index = self.document.items.len();
        self.document.items.push(PlacedItem { target, line });
        self.wrapped(pieces, ITEM_INDENT, 0, Some(index));
    }

    /// A line that stands among items without being one.
    pub fn indented(&mut self, pieces: Vec<Piece>) {
        self.wrapped(pieces, ITEM_INDENT, 0, None);
    }

    /// A row of a table: a label as wide as `columns`, and what belongs to it beside it; below it,
    /// where there is no room for that.
    pub fn row(&mut self, label: &Piece, columns: usize, pieces: Vec<Piece>) {
        let between = " ".repeat(ITEM_INDENT);
        let hanging = columns + ITEM_INDENT;
        if hanging + ITEM_INDENT + NARROWEST > self.width {
            let label = Piece::new(label.role, format!("{}{between}", label.text));
            return self.indented([label].into_iter().chain(pieces).collect());
        }
        let from = self.document.lines.len();
        self.wrapped(pieces, ITEM_INDENT, hanging, None);
        let first = self.document.lines.get_mut(from);
        if let Some(margin) = first.and_then(|line| line.pieces.first_mut()) {
            let text = text::fit(&label.text, columns);
            *margin = Piece::new(label.role, format!("{between}{text}{between}"));
        }
    }

    fn wrapped(&mut self, pieces: Vec<Piece>, margin: usize, hanging: usize, item: Option<usize>) {
        let indent = margin + hanging;
        let width = self.width.saturating_sub(indent).max(1);
        let all: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let margin = || Piece::new(Role::Text, " ".repeat(indent));
        if text::width(&all) <= width {
            let indented = (indent > 0).then(margin).into_iter().chain(pieces);
            return self.push(indented.collect(), item, Joint::Start);
        }
        // Wrapped as a whole; every line then takes its pieces from the front of what is left.
        let mut rest: VecDeque<(&Piece, &str)> = pieces
            .iter()
            .map(|piece| (piece, piece.text.as_str()))
            .collect();
        for (joint, line) in text::wrap_joined(&all, width) {
            let mut taken = vec![];
            if indent > 0 {
                taken.push(margin());
            }
            let mut wanted = line.trim_end();
            skip_blank(&mut rest);
            while !wanted.is_empty() {
                let Some((piece, text)) = rest.pop_front() else {
                    break;
                };
                let common = common_start(wanted, text);
                if common == 0 {
                    break;
                }
                let (here, left) = text.split_at(common);
                wanted = wanted.split_at(common).1;
                if !left.is_empty() {
                    rest.push_front((piece, left));
                }
                taken.push(piece.with_text(here));
            }
            if !wanted.is_empty() {
                taken.push(Piece::new(Role::Text, wanted));
            }
            self.push(taken, item, joint);
        }
    }
}

/// How many bytes two texts have in common at their start, in whole characters.
fn common_start(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes());
    let common = same.take_while(|(a, b)| a == b).count();
    if other.is_char_boundary(common) {
        common
    } else {
        0
    }
}

/// White space at which a line was broken belongs to neither line.
fn skip_blank(rest: &mut VecDeque<(&Piece, &str)>) {
    while let Some((_, text)) = rest.front_mut() {
        *text = text.trim_start();
        if !text.is_empty() {
            return;
        }
        rest.pop_front();
    }
}

fn piece(run: Run, part: Option<Part>) -> Piece {
    let role = match run.face {
        Face::Plain => Role::Text,
        Face::Strong => Role::Strong,
        Face::Emphasis => Role::Emphasis,
        Face::Code => Role::Code,
        Face::Link => Role::Link,
        Face::Heading => Role::Heading,
    };
    Piece {
        part,
        ..Piece::new(role, run.text)
    }
}

/// As much of a text as fits into so many bytes, up to a break between lines or words where there is one near, and with no
/// half of a tag or an entity at its end.
fn beginning(source: &str, most: usize) -> &str {
    /// Words are no longer, nor are tags.
    const NEAR: usize = 1024;
    if source.len() <= most {
        return source;
    }
    let boundary = |mut at: usize| {
        while !source.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let end = boundary(most);
    let near = boundary(end.saturating_sub(NEAR));
    let cut = |end: usize| source.get(near..end).unwrap_or_default();
    // What was opened and not closed begins a tag, or is a sign that can do without what follows.
    let tag = |end: usize| match (cut(end).rfind('<'), cut(end).rfind('>')) {
        (Some(open), close) if close.is_none_or(|close| close < open) => near + open,
        _ => end,
    };
    let end = tag(end);
    let space = cut(end)
        .rfind('\n')
        .or_else(|| cut(end).rfind(char::is_whitespace));
    // A space in a tag is none between words.
    let end = space.map_or(end, |space| tag(near + space));
    // An entity has no space in it; where there is none near, it may be cut.
    let end = match (space, cut(end).rfind('&')) {
        (None, Some(entity)) if !cut(end).get(entity..).is_some_and(|it| it.contains(';')) => {
            near + entity
        }
        _ => end,
    };
    source.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words_and_not_in_a_tag_or_an_entity() {
        for (text, most, wanted) in [
            ("short", 5, "short"),
            ("two words", 7, "two"),
            ("a line\nand another", 12, "a line"),
            ("see <a href=\"x\">that</a>", 9, "see"),
            ("see <b>that</b> here", 18, "see <b>that</b>"),
            ("aaaa<br>", 6, "aaaa"),
            ("aaaa<br>bbbb", 10, "aaaa<br>bb"),
            ("aaaa&amp;bbbb", 7, "aaaa"),
            ("aaaa&amp;bbbb", 11, "aaaa&amp;bb"),
            ("ééé", 3, "é"),
        ] {
            assert_eq!(beginning(text, most), wanted, "{text}, {most}");
        }
        let long = format!("one two{}", "x".repeat(5000));
        assert_eq!(beginning(&long, 4000).len(), 4000);
    }

    fn lines(document: &Document) -> Vec<String> {
        let text = |line: &Line| {
            line.pieces
                .iter()
                .map(|piece| piece.text.as_str())
                .collect()
        };
        document.lines.iter().map(text).collect()
    }

    #[test]
    fn items_wrap_under_themselves_and_keep_their_roles() {
        let mut builder = Builder::new(16);
        let pieces = vec![
            Piece::new(Role::Strong, "Albert Gu"),
            Piece::new(Role::Dim, "  Carnegie Mellon"),
        ];
        builder.item(Item::Person("gu".into()), pieces);
        let document = builder.finish();
        assert_eq!(lines(&document), ["  Albert Gu", "  Carnegie", "  Mellon"]);
        let roles: Vec<_> = document
            .lines
            .iter()
            .map(|line| line.pieces[1].role)
            .collect();
        assert_eq!(roles, [Role::Strong, Role::Dim, Role::Dim]);
        assert_eq!(document.items[0].line, 0);
    }

    #[test]
    fn a_name_of_a_megabyte_takes_no_more_memory_than_that() {
        let mut builder = Builder::new(76);
        let name = "P".repeat(1_000_000);
        builder.item(
            Item::Person("p".into()),
            vec![Piece::new(Role::Text, &*name)],
        );
        let document = builder.finish();
        let kept: usize = document
            .lines
            .iter()
            .flat_map(|line| &line.pieces)
            .map(|piece| piece.text.capacity())
            .sum();
        assert!(kept < 2 * name.len(), "{kept}");
    }

    #[test]
    fn a_width_of_one_ends() {
        let mut builder = Builder::new(0);
        builder.item(
            Item::Link("x".into()),
            vec![Piece::new(Role::Link, "漢字 and 🧑‍🎓")],
        );
        builder.markup(
            "# Title\n\n* item with [link](https://example.org)\n\n> quote",
            None,
        );
        assert!(!builder.finish().lines.is_empty());
    }
}
