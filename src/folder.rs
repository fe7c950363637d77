//! A site's folder, where commands write for an author. Takes a path and a text; gives a file that is the old one or the
//! new one, whole, whenever the program is stopped. Knows nothing of what the files say.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that could not be read or written.
#[derive(Debug)]
pub struct FileError {
    what: &'static str,
    path: PathBuf,
    cause: io::Error,
}

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot {} {}: {}", self.what, self.path.display(), self.cause)
    }
}

impl std::error::Error for FileError {}

/// The text of a file as it lies on the disk, byte for byte; nothing when there is none.
///
/// # Errors
/// When it cannot be read, or is not UTF-8.
pub fn read(path: &Path) -> Result<Option<String>, FileError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(FileError { what: "read", path: path.to_owned(), cause }),
    }
}

/// Puts `text` in the place of what a file holds, or makes the file. What is a link to a file stays one.
///
/// # Errors
/// When the disk says no. The file is then as it was.
pub fn replace(path: &Path, text: &str) -> Result<(), FileError> {
    let failed = |what: &'static str, path: &Path| {
        let path = path.to_owned();
        move |cause| FileError { what, path, cause }
    };
    let path =
        if path.exists() { path.canonicalize().map_err(failed("find", path))? } else { path.to_owned() };
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".attune-new");
    let new = path.with_file_name(name);
    let write = || -> io::Result<()> {
        let mut file = File::create(&new)?;
        if let Ok(old) = fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, &path)
    };
    write().map_err(|cause| {
        let _ = fs::remove_file(&new);
        failed("write", &path)(cause)
    })
}
