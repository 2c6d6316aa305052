//! Whole-product tests: the real binary, real servers, a real browser.
