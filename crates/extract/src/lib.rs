//! haidang-extract
