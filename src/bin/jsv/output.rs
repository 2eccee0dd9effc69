//! Where a conversion goes: the standard output, or a file that appears only when it is whole. Floor 5.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::report::Stop;

pub(crate) struct Output {
    writer: Option<BufWriter<Box<dyn Write>>>,
    name: String,
    /// The file being written, and the one that it becomes.
    part: Option<(PathBuf, PathBuf)>,
    terminal: bool,
}

impl Output {
    pub(crate) fn open(path: &Path) -> Result<Output, Stop> {
        if path.as_os_str() == "-" {
            let stdout = io::stdout();
            let terminal = stdout.is_terminal();
            return Ok(Output::new(Box::new(stdout), "<stdout>".into(), None, terminal));
        }
        let name = path.display().to_string();
        let cannot = |error: io::Error| Stop::Usage(format!("cannot write {name}: {error}"));
        // Through a link to the file that it means.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&target) {
            Ok(metadata) if metadata.is_dir() => Err(cannot(io::Error::other("it is a directory"))),
            // A device or a pipe cannot be replaced.
            Ok(metadata) if !metadata.is_file() => {
                let file = OpenOptions::new().write(true).open(&target).map_err(cannot)?;
                Ok(Output::new(Box::new(file), name, None, false))
            }
            old => {
                let mut file_name = std::ffi::OsString::from(".");
                file_name.push(target.file_name().unwrap_or_default());
                file_name.push(format!(".{}.part", std::process::id()));
                let part = target.with_file_name(file_name);
                let file = File::create_new(&part).map_err(cannot)?;
                let kept = old.map_or(Ok(()), |old| file.set_permissions(old.permissions()));
                let kept = kept.map_err(cannot);
                // Before what may fail: dropped, it takes the file away.
                let output = Output::new(Box::new(file), name, Some((part, target)), false);
                kept.map(|()| output)
            }
        }
    }

    fn new(writer: Box<dyn Write>, name: String, part: Option<(PathBuf, PathBuf)>, terminal: bool) -> Self {
        let writer = Some(BufWriter::with_capacity(1 << 16, writer));
        Output { writer, name, part, terminal }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether somebody is looking: a line wants an end then.
    pub(crate) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Puts the whole file where it belongs.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        let flushed = self.flush();
        // Closes the file.
        self.writer = None;
        let moved = flushed.and_then(|()| match &self.part {
            Some((part, target)) => fs::rename(part, target),
            None => Ok(()),
        });
        moved.map_err(|error| Stop::writing(&self.name, &error))?;
        self.part = None;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.as_mut().map_or(Ok(bytes.len()), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some((part, _)) = self.part.take() {
            // What is buffered is not wanted any more.
            if let Some(writer) = self.writer.take() {
                drop(writer.into_parts());
            }
            let _ = fs::remove_file(part);
        }
    }
}
