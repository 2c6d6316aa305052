//! `extract`: one page, taken apart.

use std::{
    fs::File,
    io::{self, Read},
};

use anyhow::Context as _;
use haidang_extract::{Input, Limits};
use haidang_model::CanonicalUrl;

use crate::{app::Setting, cli::Extract, output::UsageError};

pub(super) fn run(setting: &Setting, options: &Extract) -> anyhow::Result<()> {
    let url = options
        .url
        .as_deref()
        .map(CanonicalUrl::parse)
        .transpose()
        .map_err(|error| UsageError::anyhow(format!("--url: {error}")))?;
    let limits = Limits::default();
    // One byte more than is read, so that a longer file is seen to be longer.
    let ceiling = limits.bytes_max as u64 + 1;
    let mut bytes = Vec::new();
    if options.file.as_os_str() == "-" {
        io::stdin()
            .take(ceiling)
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
    } else {
        File::open(&options.file)
            .map_err(|error| UsageError::anyhow(format!("`{}`: {error}", options.file.display())))?
            .take(ceiling)
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read `{}`", options.file.display()))?;
    }
    let page = haidang_extract::extract(
        &Input {
            bytes: &bytes,
            url: url.as_ref(),
            content_type: None,
        },
        &limits,
    );
    setting.out.row(&page)?;
    Ok(())
}
