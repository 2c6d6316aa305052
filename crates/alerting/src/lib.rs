//! haidang-alerting
