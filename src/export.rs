//! The finished site as files. Takes a [`Site`] and a folder; gives the folder with a file for every address, for any host
//! that serves files. Knows nothing of how a page is made.
//!
//! `/articles/x/` is written to `articles/x/index.html`. A site with a prefix, `https://clinic.example/parents/`, has its
//! files at the root of the folder: the folder is what the host shows under `/parents/`.
//!
//! The site is written into a folder beside the target, which then takes the target's place by two renames; what stood
//! there is kept until that is done. Whenever the program is stopped, the target is the old site or the new one, whole;
//! between the two renames it is for a moment not there, and the next export puts that right.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bytes::Bytes;

use crate::site::{Site, address::Address, onward::Former};

/// Stands in every folder written here, with the names of what was written beside it, so that nothing else is ever
/// removed.
const MARKER: &str = ".attune-export";
/// What a file manager leaves in a folder that someone looked at.
const LOOKED_AT: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files with their own content, among them `404.html`.
    pub files: usize,
    /// Files that lead from an old address to the new one.
    pub redirects: usize,
    /// All their bytes.
    pub bytes: u64,
}

/// Why nothing was written. What stood in the folder stands there still.
#[derive(Debug)]
pub enum ExportError {
    /// The folder holds something that no export wrote.
    NotOurs {
        /// The folder.
        folder: PathBuf,
        /// What it holds.
        holds: String,
    },
    /// There is a file where the folder should be.
    NotAFolder(PathBuf),
    /// A path that names no folder, such as `/`.
    NoName(PathBuf),
    /// Another export into the same folder is under way.
    Busy(PathBuf),
    /// An address that cannot be a file.
    NotAFileName(String),
    /// The disk.
    Disk {
        /// What was tried: `create`.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::NotOurs { folder, holds } => write!(
                f,
                "{} holds `{holds}`, which `attune export` did not write; choose a folder that is new or empty",
                folder.display()
            ),
            ExportError::NotAFolder(path) => write!(f, "{} is not a folder", path.display()),
            ExportError::NoName(path) => {
                write!(f, "{} cannot be replaced; choose a folder inside it", path.display())
            }
            ExportError::Busy(path) => {
                write!(f, "another `attune export` is writing to {} at this moment", path.display())
            }
            ExportError::NotAFileName(address) => write!(f, "the address {address} cannot be a file"),
            ExportError::Disk { what, path, cause } => write!(f, "cannot {what} {}: {cause}", path.display()),
        }
    }
}

impl std::error::Error for ExportError {}

/// Writes the site to the folder `out`, in place of what an earlier export wrote there.
///
/// # Errors
/// When the folder is not ours to replace, or the disk says no. The folder is then as it was before.
pub fn write(site: &Site, out: &Path) -> Result<Report, ExportError> {
    let (files, report) = plan(site)?;
    let place = Place::of(out)?;
    place.heal()?;
    place.check()?;
    // Held to the end, so that a second export sees that this one is alive.
    let _lock = place.begin(&files)?;
    let done = fill(&place.new, &files).and_then(|()| place.swap());
    if done.is_err() {
        // The first fault is the one to tell.
        let _ = remove(&place.new);
    }
    done.map(|()| report)
}

/// Every file with its bytes, by its path inside the folder, with `/`.
fn plan(site: &Site) -> Result<(BTreeMap<String, Bytes>, Report), ExportError> {
    let mut files = BTreeMap::new();
    for (address, page) in site.pages() {
        files.insert(file_of(address.as_str())?, page.body().clone());
    }
    files.insert(file_of(Address::missing().as_str())?, Bytes::from(site.missing().body("")));
    let mut report = Report { files: files.len(), ..Report::default() };
    let Former { moved, gone } = site.former();
    let signs = moved.iter().map(|(path, onward)| (path, onward.sign()));
    for (path, page) in signs.chain(gone) {
        let path = if path.ends_with(".html") || path.ends_with('/') { path } else { &format!("{path}/") };
        let file = file_of(path)?;
        // A page that stands at an old address now is worth more than the way to another.
        let is_taken = |(at, _)| files.contains_key(&file[..at]);
        if !files.contains_key(&file) && !file.match_indices('/').any(is_taken) {
            report.redirects += 1;
            files.insert(file, page.body().clone());
        }
    }
    report.bytes = files.values().map(|body| body.len() as u64).sum();
    Ok((files, report))
}

/// `/articles/x/` is `articles/x/index.html`. No file lies outside the folder, whatever the address.
fn file_of(address: &str) -> Result<String, ExportError> {
    let no_file = || ExportError::NotAFileName(address.to_owned());
    let mut file = address.strip_prefix('/').ok_or_else(no_file)?.to_owned();
    if file.is_empty() || file.ends_with('/') {
        file.push_str("index.html");
    }
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
    if file.split('/').all(is_plain) && file != MARKER { Ok(file) } else { Err(no_file()) }
}

/// The target, and the two names beside it that an export uses.
struct Place {
    out: PathBuf,
    new: PathBuf,
    old: PathBuf,
}

impl Place {
    /// Follows links, so that what a link leads to is replaced and not the link; makes the folders above.
    fn of(out: &Path) -> Result<Place, ExportError> {
        let whole = std::path::absolute(out).map_err(disk("find", out))?;
        let out = match whole.canonicalize() {
            Ok(real) => real,
            Err(_) => {
                let name = whole.file_name().ok_or_else(|| ExportError::NoName(whole.clone()))?;
                let above = whole.parent().ok_or_else(|| ExportError::NoName(whole.clone()))?;
                fs::create_dir_all(above).map_err(disk("create", above))?;
                above.canonicalize().map_err(disk("find", above))?.join(name)
            }
        };
        let name = out.file_name().ok_or_else(|| ExportError::NoName(out.clone()))?;
        let beside = |ending: &str| {
            let mut beside = OsString::from(".");
            beside.push(name);
            beside.push(ending);
            out.with_file_name(beside)
        };
        Ok(Place { new: beside(".attune-new"), old: beside(".attune-old"), out })
    }

    /// Clears away what an export left behind that was stopped.
    fn heal(&self) -> Result<(), ExportError> {
        if self.old.exists() {
            if self.out.exists() {
                remove(&self.old)?;
            } else {
                // Stopped between the two renames.
                fs::rename(&self.old, &self.out).map_err(disk("put back", &self.out))?;
            }
        }
        if self.new.exists() {
            if let Ok(marker) = File::open(self.new.join(MARKER)) {
                match marker.try_lock() {
                    Ok(()) | Err(TryLockError::Error(_)) => {}
                    Err(TryLockError::WouldBlock) => return Err(ExportError::Busy(self.out.clone())),
                }
            }
            remove(&self.new)?;
        }
        Ok(())
    }

    /// Refuses to replace what is not ours.
    fn check(&self) -> Result<(), ExportError> {
        if self.out.is_dir() {
            return only_ours(&self.out);
        }
        if self.out.exists() { Err(ExportError::NotAFolder(self.out.clone())) } else { Ok(()) }
    }

    /// Makes the folder to write into, marked as ours before anything else stands in it.
    fn begin(&self, files: &BTreeMap<String, Bytes>) -> Result<File, ExportError> {
        fs::create_dir(&self.new).map_err(disk("create", &self.new))?;
        let path = self.new.join(MARKER);
        let mut marker = File::create_new(&path).map_err(disk("create", &path))?;
        let _ = marker.try_lock();
        let mut names: Vec<&str> = files.keys().filter_map(|file| file.split('/').next()).collect();
        names.dedup();
        marker.write_all((names.join("\n") + "\n").as_bytes()).map_err(disk("write", &path))?;
        Ok(marker)
    }

    fn swap(&self) -> Result<(), ExportError> {
        let stood = self.out.exists();
        if stood {
            fs::rename(&self.out, &self.old).map_err(disk("move aside", &self.out))?;
        }
        if let Err(cause) = fs::rename(&self.new, &self.out) {
            if stood {
                fs::rename(&self.old, &self.out).map_err(disk("put back", &self.out))?;
            }
            return Err(disk("move the new site to", &self.out)(cause));
        }
        if stood { remove(&self.old) } else { Ok(()) }
    }
}

fn fill(folder: &Path, files: &BTreeMap<String, Bytes>) -> Result<(), ExportError> {
    let mut above = PathBuf::new();
    for (name, body) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent().filter(|parent| *parent != above) {
            fs::create_dir_all(parent).map_err(disk("create", parent))?;
            above = parent.to_owned();
        }
        fs::write(&path, body).map_err(disk("write", &path))?;
    }
    Ok(())
}

/// Refuses a folder that holds anything but what its marker names. An empty folder is anyone's.
fn only_ours(folder: &Path) -> Result<(), ExportError> {
    let marker = fs::read_to_string(folder.join(MARKER)).unwrap_or_default();
    for entry in fs::read_dir(folder).map_err(disk("read", folder))? {
        let name = entry.map_err(disk("read", folder))?.file_name();
        let name = name.to_string_lossy();
        let is_ours =
            name == MARKER || LOOKED_AT.contains(&&*name) || marker.lines().any(|ours| ours == name);
        if !is_ours {
            return Err(ExportError::NotOurs { folder: folder.to_owned(), holds: name.into_owned() });
        }
    }
    Ok(())
}

/// Removes a folder of ours, the marker last, so that what is left of it when the program is stopped is still ours.
fn remove(folder: &Path) -> Result<(), ExportError> {
    only_ours(folder)?;
    for entry in fs::read_dir(folder).map_err(disk("read", folder))? {
        let entry = entry.map_err(disk("read", folder))?;
        let (path, is_folder) = (entry.path(), entry.file_type().is_ok_and(|kind| kind.is_dir()));
        if entry.file_name() != MARKER {
            let done = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            done.map_err(disk("remove", &path))?;
        }
    }
    fs::remove_dir_all(folder).map_err(disk("remove", folder))
}

fn disk(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> ExportError {
    let path = path.to_owned();
    move |cause| ExportError::Disk { what, path, cause }
}
