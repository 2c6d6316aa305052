//! The `haidang` program. Exit codes: 0 done, 1 failed, 2 wrong usage.

use std::process::ExitCode;

use clap::FromArgMatches as _;
use haidang::{
    cli::{self, Cli},
    commands, output,
};

fn main() -> ExitCode {
    let matches = cli::command().get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&anyhow::Error::new(error)),
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

/// Prints the whole chain of an error and chooses the exit code.
fn fail(error: &anyhow::Error) -> ExitCode {
    use std::io::Write as _;
    // Nothing is to be done when standard error is gone.
    let _ = writeln!(std::io::stderr().lock(), "haidang: {error:#}");
    if error.chain().any(|cause| cause.is::<output::UsageError>()) {
        ExitCode::from(2)
    } else {
        ExitCode::FAILURE
    }
}
