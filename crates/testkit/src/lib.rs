//! haidang-testkit
