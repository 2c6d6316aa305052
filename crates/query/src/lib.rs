//! haidang-query
