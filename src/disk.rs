//! Files that are whole, whatever happens while they are written: atomic replacement, locks, and a hash that stays.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

/// How long a save waits for another program's.
const PATIENCE: Duration = Duration::from_secs(2);

/// How files begin that are being written.
const UNFINISHED: &str = ".new-";

/// After this long, whoever wrote a file was killed.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// The system's words without its error number, which helps nobody.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_lowercase(),
        None => text,
    }
}

/// What is wrong with JSON, and where.
pub(crate) fn plain_json(error: &serde_json::Error) -> String {
    let what = json_trouble(error);
    match (error.line(), error.column()) {
        (0, _) => what.to_owned(),
        // It says so of what has no beginning.
        (line, 0) => format!("{what}, at line {line}"),
        (line, column) => format!("{what}, at line {line}, column {column}"),
    }
}

/// What is wrong with JSON, whoever wrote it.
pub(crate) fn json_trouble(error: &serde_json::Error) -> &'static str {
    use serde_json::error::Category;
    match error.classify() {
        Category::Eof => "it ends in the middle of something, as if it were cut off",
        // These are, but too much.
        Category::Syntax if says(error, "number out of range") => "a number in it is too large",
        Category::Syntax if says(error, "recursion limit") => "it is nested too deeply",
        Category::Syntax => "it is not valid JSON",
        Category::Data => "something in it is not what it should be",
        Category::Io => "it cannot be read",
    }
}

fn says(error: &serde_json::Error, words: &str) -> bool {
    error.to_string().starts_with(words)
}

/// An exclusive lock, kept until dropped. The file stays: a lock by existence would outlive a
/// process that is killed.
pub(crate) fn lock(path: &Path) -> io::Result<File> {
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::other("its lock is no file"));
    }
    let opened = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path);
    let file = match opened {
        // One that may only be read can be locked as well.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            File::open(path).map_err(|_| error)?
        }
        opened => opened?,
    };
    let deadline = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(fs::TryLockError::WouldBlock) if Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(fs::TryLockError::WouldBlock) => {
                return Err(io::Error::other("another fomo is keeping it locked"));
            }
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Replaces a file in one step, and for good: a crash of the machine too leaves the old one or the new one, never a
/// half.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = swap(path, bytes, File::sync_all)?;
    // The rename itself is on disk only once the directory is. Not every file system can be asked for that, and the new
    // file is in place all the same.
    let directory = File::open(target.parent().unwrap_or(Path::new(".")));
    let _ = directory.and_then(|directory| directory.sync_all());
    Ok(())
}

/// Replaces in one step a file that can be had again. Nobody waits for the disk.
pub(crate) fn replace_lightly(path: &Path, bytes: &[u8]) -> io::Result<()> {
    swap(path, bytes, |_| Ok(())).map(drop)
}

fn swap(
    path: &Path,
    bytes: &[u8],
    settle: impl Fn(&File) -> io::Result<()>,
) -> io::Result<PathBuf> {
    // A symbolic link stays one: what it points to is replaced.
    let target = end_of_links(path);
    let directory = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(directory)?;
    file.write_all(bytes)?;
    settle(file.as_file())?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(target)
}

/// Where a path leads, also through a symbolic link to something that is not there yet.
pub(crate) fn end_of_links(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    // Not for ever: links can go round in circles.
    for _ in 0..16 {
        let Ok(target) = fs::read_link(&path) else {
            break;
        };
        path = path
            .parent()
            .map_or(target.clone(), |directory| directory.join(&target));
    }
    path
}

/// Removes what killed programs left half written in a directory.
pub(crate) fn sweep(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for entry in entries.flatten() {
        let unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        let modified = entry.metadata().and_then(|found| found.modified());
        let age = modified
            .ok()
            .and_then(|at| SystemTime::now().duration_since(at).ok());
        if unfinished && age.is_some_and(|age| age > ABANDONED) {
            // Another program may have been faster.
            let _ = fs::remove_file(entry.path());
        }
    }
}
