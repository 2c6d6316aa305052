use haidang_model::Defect;

/// Builds a defect; see [`Defect::code`] for the names.
pub(crate) fn defect(code: &str, detail: impl Into<String>) -> Defect {
    Defect {
        code: code.to_owned(),
        detail: detail.into(),
    }
}
