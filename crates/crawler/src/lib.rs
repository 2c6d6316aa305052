//! haidang-crawler
