//! The command line. Takes arguments and the environment; gives one of the commands its turn, prints what went wrong in
//! one line, and says by the exit code how it ended: 0 well, 1 not, 2 not understood.

mod command;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  attune                              read the built-in site on http://127.0.0.1:3000/
  attune my-site                      serve the folder my-site over the built-in articles
  attune serve --listen 0.0.0.0:80    let others on the network read it
  attune check my-site                say everything that is wrong in it
  attune export my-site --out public  write it as files for any web host
  attune links --help                 keep every link that was ever published

A site is a folder with a `site.toml`, `articles/`, `references.bib` and more; whatever it leaves out comes from the
built-in site. Every command says more with `--help`.

Exit code: 0 well, 1 something is wrong (it is printed), 2 the command was not understood.";

/// Turn Markdown articles and a citations file into a quiet, accessible website, and serve it.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: command::Serve,
}

#[derive(Subcommand)]
enum Command {
    Serve(command::Serve),
    Check(command::Check),
    Export(command::Export),
    Links(command::links::Links),
}

fn main() -> ExitCode {
    let line = CommandLine::parse();
    let done = match line.command.unwrap_or(Command::Serve(line.serve)) {
        Command::Serve(serve) => command::serve(&serve),
        Command::Check(check) => command::check(&check),
        Command::Export(export) => command::export(&export),
        Command::Links(links) => command::links::links(&links),
    };
    done.unwrap_or_else(|error| {
        eprintln!("attune: {error:#}");
        ExitCode::FAILURE
    })
}
