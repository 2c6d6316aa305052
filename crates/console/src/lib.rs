//! haidang-console
