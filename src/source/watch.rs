//! Notices that a schedule's file was changed.
//!
//! ```text
//! editor ──writes, renames──▶ kernel ──▶ notify ──▶ wait until it is quiet ──▶ changed()
//! ```
//!
//! The directory is watched, not the file: most editors write a new file and move it over the old
//! one. Where the path is a symbolic link, the directories of all that it leads through are watched.

use std::{
    ffi::OsString,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    time::{Duration, Instant, SystemTime},
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// A change is told when nothing has happened for so long: writing takes several steps.
const QUIET: Duration = Duration::from_millis(60);
/// A file that is written all the time is read now and then nevertheless.
const LONGEST: Duration = Duration::from_secs(1);

/// What watches all files of a program: every user has only so many watchers.
#[derive(Clone, Debug, Default)]
pub struct Watcher {
    /// The machine's, once there is something to watch. Nobody asks it for anything who holds the list of files, which it needs.
    machine: Arc<Mutex<Option<RecommendedWatcher>>>,
    files: Arc<Mutex<Vec<Watched>>>,
}

/// A file that is watched.
#[derive(Debug)]
struct Watched {
    number: u64,
    directories: Vec<PathBuf>,
    names: Vec<OsString>,
    sender: Sender<()>,
}

/// Watches as long as it lives.
#[derive(Debug)]
pub struct Watch {
    watcher: Watcher,
    number: u64,
    way: Way,
}

/// The directories that are watched, with what each of them is, and the names in them.
type Way = Vec<(PathBuf, Option<Identity>, OsString)>;

/// Device and number of a directory, and when it was made where that is known: one that is made anew may get the number of the
/// one before.
type Identity = (u64, u64, Option<SystemTime>);

impl Watcher {
    /// Calls `changed`, from a thread of its own, whenever the file may have become another one.
    ///
    /// # Errors
    /// A sentence that says why the machine cannot do it.
    pub fn watch(&self, path: &Path, changed: impl Fn() + Send + 'static) -> Result<Watch, String> {
        let told = |error: &dyn std::fmt::Display| {
            format!("{}: changes are not noticed: {error}", path.display())
        };
        let places = places(path);
        let mut directories: Vec<PathBuf> = Vec::new();
        for (directory, _) in &places {
            let directory = std::path::absolute(directory).map_err(|error| told(&error))?;
            if !directories.contains(&directory) {
                directories.push(directory);
            }
        }
        let (sender, receiver) = mpsc::channel();
        let mut machine = held(&self.machine);
        let number = self.add(directories.clone(), &places, sender);
        // From here on, it is taken off the list when it is dropped.
        let watch = Watch {
            watcher: self.clone(),
            number,
            way: identified(&places),
        };
        let begun = self.begin(&mut machine, &directories);
        drop(machine);
        begun.map_err(|error| told(&error))?;
        std::thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || tell_when_quiet(&receiver, &changed))
            .map_err(|error| told(&error))?;
        Ok(watch)
    }

    fn add(
        &self,
        directories: Vec<PathBuf>,
        places: &[(PathBuf, OsString)],
        sender: Sender<()>,
    ) -> u64 {
        let mut files = held(&self.files);
        let number = files.last().map_or(0, |last| last.number + 1);
        files.push(Watched {
            number,
            directories,
            names: places.iter().map(|(_, name)| name.clone()).collect(),
            sender,
        });
        number
    }

    fn begin(
        &self,
        machine: &mut Option<RecommendedWatcher>,
        directories: &[PathBuf],
    ) -> notify::Result<()> {
        let machine = match machine {
            Some(machine) => machine,
            None => {
                let files = Arc::clone(&self.files);
                let tell = move |event: notify::Result<Event>| {
                    let Ok(event) = event else { return };
                    for file in &*held(&files) {
                        if concerns(&event, &file.names) {
                            // Nobody listens once the watch is over.
                            let _ = file.sender.send(());
                        }
                    }
                };
                machine.insert(notify::recommended_watcher(tell)?)
            }
        };
        let mut all = directories.iter();
        all.try_for_each(|directory| machine.watch(directory, RecursiveMode::NonRecursive))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut machine = held(&self.watcher.machine);
        let mut files = held(&self.watcher.files);
        let place = files.iter().position(|file| file.number == self.number);
        let gone = place.map(|place| files.remove(place));
        let mut directories = gone.map_or_else(Vec::new, |gone| gone.directories);
        directories.retain(|it| !files.iter().any(|file| file.directories.contains(it)));
        drop(files);
        for directory in directories {
            if let Some(machine) = &mut *machine {
                // One that is gone is not watched any more.
                let _ = machine.unwatch(&directory);
            }
        }
    }
}

/// A list stays what it is, whoever failed while holding it.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Watch {
    /// The same with a watcher of its own.
    ///
    /// # Errors
    /// As [`Watcher::watch`].
    pub fn of(path: &Path, changed: impl Fn() + Send + 'static) -> Result<Self, String> {
        Watcher::default().watch(path, changed)
    }

    /// Whether the path still leads the way that is watched: no link was pointed elsewhere, no
    /// directory made anew.
    pub fn holds(&self, path: &Path) -> bool {
        identified(&places(path)) == self.way
    }
}

fn identified(places: &[(PathBuf, OsString)]) -> Way {
    let identify = |(directory, name): &(PathBuf, OsString)| {
        let found = std::fs::metadata(directory).ok();
        let identity = found.map(|found| (found.dev(), found.ino(), found.created().ok()));
        (directory.clone(), identity, name.clone())
    };
    places.iter().map(identify).collect()
}

/// Ends when the watcher, which has the other end, is dropped.
fn tell_when_quiet(events: &Receiver<()>, changed: &impl Fn()) {
    while events.recv().is_ok() {
        let begun = Instant::now();
        while begun.elapsed() < LONGEST && events.recv_timeout(QUIET).is_ok() {}
        changed();
    }
}

/// Whether an event may have changed one of the files: reading them does not.
fn concerns(event: &Event, names: &[OsString]) -> bool {
    if matches!(event.kind, EventKind::Access(access) if !is_end_of_writing(access)) {
        return false;
    }
    let mut paths = event.paths.iter();
    // Without a path, something was missed.
    event.paths.is_empty()
        || paths.any(|path| names.iter().any(|name| path.file_name() == Some(name)))
}

fn is_end_of_writing(access: notify::event::AccessKind) -> bool {
    use notify::event::{AccessKind, AccessMode};
    access == AccessKind::Close(AccessMode::Write)
}

/// The directory and the name of the file, and of every link on the way to it.
fn places(path: &Path) -> Vec<(PathBuf, OsString)> {
    let mut places = Vec::new();
    let mut here = path.to_owned();
    // Not for ever: links can go round in circles.
    for _ in 0..16 {
        let parent = here
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let directory = parent.unwrap_or(Path::new(".")).to_owned();
        if let Some(name) = here.file_name() {
            places.push((directory.clone(), name.to_owned()));
        }
        match std::fs::read_link(&here) {
            Ok(target) => here = directory.join(target),
            Err(_) => break,
        }
    }
    // A directory on the way may be a link as well, and be pointed elsewhere.
    if let Ok(real) = path.canonicalize()
        && let (Some(directory), Some(name)) = (real.parent(), real.file_name())
    {
        let place = (directory.to_owned(), name.to_owned());
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Longer than any machine needs; a test that passes does not wait for it.
    const PATIENCE: Duration = Duration::from_secs(20);

    fn watched(path: &Path) -> (Watch, Receiver<()>) {
        let (sender, receiver) = mpsc::channel();
        let watch = Watch::of(path, move || sender.send(()).unwrap_or_default()).unwrap();
        (watch, receiver)
    }

    #[test]
    fn writing_and_replacing_are_noticed() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("schedule.json");
        fs::write(&path, "1").unwrap();
        let (_watch, changes) = watched(&path);
        fs::write(&path, "2").unwrap();
        changes.recv_timeout(PATIENCE).unwrap();
        let new = home.path().join("new");
        fs::write(&new, "3").unwrap();
        fs::rename(&new, &path).unwrap();
        changes.recv_timeout(PATIENCE).unwrap();
        // The watch is still on the name, not on the file that was moved away.
        fs::write(&path, "4").unwrap();
        changes.recv_timeout(PATIENCE).unwrap();
    }

    #[test]
    fn files_that_are_watched_together_do_not_end_with_each_other() {
        let home = tempfile::tempdir().unwrap();
        let other = home.path().join("other");
        fs::create_dir(&other).unwrap();
        let watcher = Watcher::default();
        let begin = |path: PathBuf| {
            let (sender, receiver) = mpsc::channel();
            let tell = move || sender.send(()).unwrap_or_default();
            (watcher.watch(&path, tell).unwrap(), path, receiver)
        };
        // Two in one directory, one in another.
        let one = begin(home.path().join("one"));
        let two = begin(home.path().join("two"));
        let three = begin(other.join("three"));
        for (_, path, changes) in [&one, &two, &three] {
            fs::write(path, "1").unwrap();
            changes.recv_timeout(PATIENCE).unwrap();
        }
        let (watch, _, changes) = one;
        drop(watch);
        // The thread behind it ends, too.
        assert!(changes.recv_timeout(PATIENCE).is_err());
        drop(three);
        fs::write(&two.1, "2").unwrap();
        two.2.recv_timeout(PATIENCE).unwrap();
        let again = begin(other.join("three"));
        fs::write(&again.1, "2").unwrap();
        again.2.recv_timeout(PATIENCE).unwrap();
    }

    #[test]
    fn a_link_that_is_pointed_elsewhere_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        let (one, two) = (home.path().join("one"), home.path().join("two"));
        for directory in [&one, &two] {
            fs::create_dir(directory).unwrap();
            fs::write(directory.join("data.json"), "1").unwrap();
        }
        let path = home.path().join("schedule.json");
        std::os::unix::fs::symlink(one.join("data.json"), &path).unwrap();
        let (_watch, changes) = watched(&path);
        fs::write(one.join("data.json"), "2").unwrap();
        changes.recv_timeout(PATIENCE).unwrap();
        let new = home.path().join("new");
        std::os::unix::fs::symlink(two.join("data.json"), &new).unwrap();
        fs::rename(&new, &path).unwrap();
        changes.recv_timeout(PATIENCE).unwrap();
    }

    #[test]
    fn a_busy_directory_wakes_nobody() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("schedule.json");
        fs::write(&path, "1").unwrap();
        let (_watch, changes) = watched(&path);
        // So long that even what never pauses would be told.
        let begun = Instant::now();
        while begun.elapsed() < LONGEST + 4 * QUIET {
            let other = home.path().join("schedule.json.lock");
            fs::write(&other, "1").unwrap();
            fs::read(&path).unwrap();
            fs::remove_file(&other).unwrap();
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(changes.try_recv().is_err(), "it is as it was");
        let new = home.path().join("new");
        fs::write(&new, "2").unwrap();
        fs::rename(&new, &path).unwrap();
        changes.recv_timeout(PATIENCE).unwrap();
    }

    #[test]
    fn other_files_beside_it_are_not() {
        let event = |kind: EventKind, path: &str| Event::new(kind).add_path(path.into());
        let names = [OsString::from("schedule.json")];
        let written = EventKind::Modify(notify::event::ModifyKind::Any);
        let read = EventKind::Access(notify::event::AccessKind::Read);
        assert!(concerns(&event(written, "/a/schedule.json"), &names));
        assert!(!concerns(&event(written, "/a/notes.txt"), &names));
        assert!(!concerns(&event(read, "/a/schedule.json"), &names));
        assert!(concerns(&Event::new(EventKind::Other), &names));
    }
}
