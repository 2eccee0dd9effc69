//! `jsv completions`: what shells complete, from the definition of the command line. Floor 5.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::report::Stop;

const LONG: &str = "\
Write the completions of a shell to the standard output

  bash        jsv completions bash > ~/.local/share/bash-completion/completions/jsv
  zsh         jsv completions zsh > \"${fpath[1]}/_jsv\"
  fish        jsv completions fish > ~/.config/fish/completions/jsv.fish
  powershell  jsv completions powershell >> $PROFILE";

/// Write the completions of a shell to the standard output
#[derive(clap::Args)]
#[command(verbatim_doc_comment, long_about = LONG)]
pub(crate) struct Args {
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Result<(), Stop> {
    // The generator panics where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "jsv", &mut script);
    std::io::stdout().write_all(&script).map_err(|error| Stop::writing("<stdout>", &error))
}
