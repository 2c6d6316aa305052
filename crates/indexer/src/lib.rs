//! haidang-indexer
