//! The desktop's browser.

use std::{
    os::unix::process::CommandExt as _,
    process::{Command, Stdio},
    sync::mpsc::{self, Receiver},
    time::{Duration, Instant},
};

/// An opener that fails does so within that time; one that goes on for longer has become the browser.
const PATIENCE: Duration = Duration::from_secs(2);

/// A link that is being opened.
pub(super) struct Opening {
    url: String,
    /// Which of several it is, to be said with it.
    which: String,
    failed: Receiver<()>,
}

impl Opening {
    /// Opens a link in the browser; the link again where there is no desktop that takes it. The link is http, https or
    /// mailto: it cannot be taken for an option, and no shell sees it. `wake` is called if that fails soon afterwards.
    pub(super) fn begin(
        url: &str,
        which: &str,
        wake: impl FnOnce() + Send + 'static,
    ) -> Option<Self> {
        if !has_desktop() {
            return None;
        }
        Some(Self {
            url: url.to_owned(),
            which: which.to_owned(),
            failed: spawn(opener(url), wake)?,
        })
    }

    /// The link and which it is, once it has turned out that it cannot be opened.
    pub(super) fn failed(&self) -> Option<(&str, &str)> {
        let failed = self.failed.try_recv().is_ok();
        failed.then_some((self.url.as_str(), self.which.as_str()))
    }
}

fn has_desktop() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let over_ssh = set("SSH_CONNECTION") || set("SSH_TTY");
    !over_ssh && (cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY"))
}

/// What opens a link, in this order of preference. Without unsafe code, a child cannot give up our terminal by itself: where
/// there is the program `setsid`, that does it, since an opener may look for a browser that paints over the screen.
fn opener(url: &str) -> Vec<Command> {
    if cfg!(target_os = "macos") {
        let mut open = Command::new("open");
        open.arg(url).process_group(0);
        return vec![open];
    }
    // It begins a session, so it must not lead a group already: then it would do so in a child, and say nothing of its end.
    let mut alone = Command::new("setsid");
    alone.args(["xdg-open", url]);
    let mut plain = Command::new("xdg-open");
    // Ctrl-Z stops our whole group, and a terminal that goes away ends it; the browser stays.
    plain.arg(url).process_group(0);
    vec![alone, plain]
}

/// Starts the first of these that there is, and waits for it in a thread: so no zombie stays, and it is known if it failed.
fn spawn(commands: Vec<Command>, wake: impl FnOnce() + Send + 'static) -> Option<Receiver<()>> {
    let started = commands.into_iter().find_map(|mut command| {
        let quiet = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        quiet.spawn().ok()
    });
    let mut child = started?;
    let begun = Instant::now();
    let (sender, failed) = mpsc::channel();
    let waiting = std::thread::Builder::new().spawn(move || {
        let good = child.wait().is_ok_and(|status| status.success());
        if !good && begun.elapsed() < PATIENCE && sender.send(()).is_ok() {
            wake();
        }
    });
    waiting.is_ok().then_some(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn only_an_opener_that_fails_at_once_is_heard_of() {
        let missing = || Command::new("/nowhere/opener");
        assert!(spawn(vec![missing()], || {}).is_none());
        let (told, woken) = mpsc::channel();
        let wake = move || told.send(()).unwrap();
        let failed = spawn(vec![missing(), shell("exit 3")], wake).unwrap();
        assert_eq!(failed.recv(), Ok(()));
        assert_eq!(woken.recv(), Ok(()));
        let failed = spawn(vec![shell("exit 0")], || {}).unwrap();
        assert!(failed.recv().is_err());
    }
}
