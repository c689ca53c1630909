//! Components: what stands between `BEGIN` and `END`, however carelessly they are closed.

use super::lines::{Line, unfolded};

/// A component, such as a `VEVENT`, with its properties and the components inside.
#[derive(Debug)]
pub(super) struct Component<'a> {
    /// The name in capitals.
    pub(super) name: String,
    /// The line of its `BEGIN`.
    pub(super) number: usize,
    /// Its properties, in the order of the file.
    pub(super) lines: Vec<Line<'a>>,
    /// The components inside it.
    pub(super) parts: Vec<Component<'a>>,
    /// Whether its own `END` was met.
    pub(super) ended: bool,
}

impl<'a> Component<'a> {
    pub(super) fn new(name: String, number: usize) -> Self {
        Self {
            name,
            number,
            lines: Vec::new(),
            parts: Vec::new(),
            ended: false,
        }
    }

    /// The first property of a name that has a value.
    pub(super) fn line(&self, name: &str) -> Option<&Line<'a>> {
        self.all(name).find(|line| !line.value.trim().is_empty())
    }

    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(move |line| line.is(name))
    }
}

/// A file as components.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    /// The components that stand in no other: calendars.
    pub(super) roots: Vec<Component<'a>>,
    /// The numbers of lines that are no property, or that stand in no component.
    pub(super) strange: Vec<usize>,
    /// The numbers of lines that go on with a description without being folded.
    pub(super) unfolded: Vec<usize>,
}

/// Components inside each other, deeper than any that means something.
const DEEPEST: usize = 8;

impl<'a> Tree<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut builder = Builder::default();
        for (number, text) in unfolded(text) {
            match Line::parse(number, text.clone()) {
                Some(line) if line.is("BEGIN") => builder.begin(&line),
                Some(line) if line.is("END") => builder.end(&line),
                Some(line) if line.is_named_well() => builder.property(line),
                _ if builder.goes_on(&text) => builder.tree.unfolded.push(number),
                Some(line) => builder.property(line),
                None => builder.tree.strange.push(number),
            }
        }
        while builder.close(false) {}
        builder.tree
    }
}

#[derive(Default)]
struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<Component<'a>>,
    /// How many components deeper than the deepest are open.
    below: usize,
}

impl<'a> Builder<'a> {
    fn begin(&mut self, line: &Line) {
        let name = line.value.trim().to_ascii_uppercase();
        // These stand in a calendar only: whatever else is open was never closed.
        match name.as_str() {
            "VCALENDAR" => while self.close(false) {},
            "VEVENT" | "VTODO" | "VJOURNAL" | "VFREEBUSY" | "VTIMEZONE" => {
                let inside = |open: &Component| open.name != "VCALENDAR";
                while self.open.last().is_some_and(inside) {
                    self.close(false);
                }
            }
            _ => {}
        }
        if self.open.len() < DEEPEST {
            self.open.push(Component::new(name, line.number));
        } else {
            self.below += 1;
        }
    }

    fn end(&mut self, line: &Line) {
        let name = line.value.trim().to_ascii_uppercase();
        let is_top = name == "VCALENDAR" || name == "VEVENT";
        if self.below > 0 && !is_top {
            self.below -= 1;
            return;
        }
        let Some(depth) = self.open.iter().rposition(|open| open.name == name) else {
            self.tree.strange.push(line.number);
            return;
        };
        while self.open.len() > depth + 1 {
            self.close(false);
        }
        self.close(true);
    }

    /// Some write the lines of a description one below the other: what is no property belongs to
    /// the description that it follows.
    fn goes_on(&mut self, text: &str) -> bool {
        let open = self.open.last_mut().filter(|_| self.below == 0);
        let before = open.and_then(|open| open.lines.last_mut());
        let description = before.filter(|line| line.is("DESCRIPTION"));
        description.map(|line| line.go_on(text)).is_some()
    }

    fn property(&mut self, line: Line<'a>) {
        match self.open.last_mut() {
            Some(open) if self.below == 0 => open.lines.push(line),
            Some(_) => {}
            None => self.tree.strange.push(line.number),
        }
    }

    /// Closes the innermost component; whether there was one.
    fn close(&mut self, ended: bool) -> bool {
        self.below = 0;
        let Some(mut closed) = self.open.pop() else {
            return false;
        };
        closed.ended = ended;
        match self.open.last_mut() {
            Some(outer) => outer.parts.push(closed),
            None => self.tree.roots.push(closed),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn outline(components: &[Component]) -> String {
        let mut out = String::new();
        for component in components {
            let _ = write!(out, "{}{}", component.name, component.lines.len());
            if !component.ended {
                out.push('!');
            }
            if !component.parts.is_empty() {
                let _ = write!(out, "({})", outline(&component.parts));
            }
            out.push(' ');
        }
        out.trim_end().to_owned()
    }

    fn tree(text: &str) -> (String, Vec<usize>) {
        let text = text.replace("B:", "BEGIN:").replace("E:", "END:");
        let text = text.replace(' ', "\r\n");
        let tree = Tree::of(&text);
        (outline(&tree.roots), tree.strange)
    }

    #[test]
    fn what_is_not_closed_costs_nothing_else() {
        let cases: &[(&str, &str, &[usize])] = &[
            (
                "B:VCALENDAR B:VEVENT A:1 E:VEVENT E:VCALENDAR",
                "VCALENDAR0(VEVENT1)",
                &[],
            ),
            (
                "B:VCALENDAR B:VEVENT A:1 B:VEVENT A:2",
                "VCALENDAR0!(VEVENT1! VEVENT1!)",
                &[],
            ),
            (
                "B:VCALENDAR B:VCALENDAR B:VEVENT",
                "VCALENDAR0! VCALENDAR0!(VEVENT0!)",
                &[],
            ),
            (
                "B:VCALENDAR B:VEVENT B:VALARM A:1 E:VEVENT B:VEVENT",
                "VCALENDAR0!(VEVENT0(VALARM1!) VEVENT0!)",
                &[],
            ),
            (
                "x A:1 B:VCALENDAR E:VTODO x E:VCALENDAR E:VCALENDAR",
                "VCALENDAR0",
                &[1, 2, 4, 5, 7],
            ),
            (
                "b:1 begin:vcalendar B:VEVENT",
                "VCALENDAR0!(VEVENT0!)",
                &[1],
            ),
        ];
        for (text, expected, strange) in cases {
            assert_eq!(
                tree(text),
                ((*expected).to_owned(), strange.to_vec()),
                "{text}"
            );
        }
    }

    #[test]
    fn depth_is_bounded_and_ends_with_the_entry() {
        let deep = "BEGIN:X\nA:1\n".repeat(100_000);
        let shallow = "END:X\n".repeat(100_000);
        for closing in ["", &shallow, "END:Y\n"] {
            let text = format!(
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\n{deep}{closing}END:VEVENT\nBEGIN:VEVENT\nA:2\nEND:VEVENT\nEND:VCALENDAR"
            );
            let tree = Tree::of(&text);
            let calendar = &tree.roots[0];
            assert!(calendar.ended && calendar.parts.len() == 2 && calendar.parts[1].ended);
        }
    }
}
