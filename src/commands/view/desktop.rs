//! The desktop's browser.

use std::{
    os::unix::process::CommandExt as _,
    process::{Command, Stdio},
};

/// Opens a link in the browser, and says whether there was a desktop that took it. The link is
/// http, https or mailto: it cannot be taken for an option, and no shell sees it.
pub(super) fn open(url: &str) -> bool {
    has_desktop() && spawn_browser(url)
}

fn has_desktop() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let over_ssh = set("SSH_CONNECTION") || set("SSH_TTY");
    !over_ssh && (cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY"))
}

fn spawn_browser(url: &str) -> bool {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let quiet = Command::new(opener)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-Z stops our whole group, and a terminal that goes away ends it; the browser stays.
        .process_group(0)
        .spawn();
    let Ok(mut child) = quiet else { return false };
    // Waited for in a thread, so that no zombie stays.
    let waiting = std::thread::Builder::new().spawn(move || child.wait());
    waiting.is_ok()
}
