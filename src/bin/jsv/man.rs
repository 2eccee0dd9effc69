//! `jsv man`: the manual pages, from the definition of the command line. Floor 5.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{CommandFactory, ValueHint};
use clap_mangen::Man;

use crate::args::Cli;
use crate::report::Stop;

/// Write a manual page to the standard output, or all of them to a directory
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  jsv man | man -l -\n  jsv man --dir /usr/local/share/man/man1")]
pub(crate) struct Args {
    /// The subcommand whose page it is; without one, the page of `jsv`
    subcommand: Option<String>,
    /// Write all pages to this directory instead
    #[arg(long, value_name = "DIR", conflicts_with = "subcommand", value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Stop> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    if let Some(dir) = &args.dir {
        let written = clap_mangen::generate_to(command, dir);
        return written.map_err(|error| Stop::Usage(format!("cannot write to {}: {error}", dir.display())));
    }
    let command = match &args.subcommand {
        None => &command,
        Some(name) => command
            .find_subcommand(name)
            .ok_or_else(|| Stop::Usage(format!("there is no subcommand `{name}`")))?,
    };
    let mut page = Vec::new();
    let written = Man::new(command.clone()).render(&mut page).and_then(|()| io::stdout().write_all(&page));
    written.map_err(|error| Stop::writing("<stdout>", &error))
}
