use crate::closed_list;

closed_list! {
    /// What a user may do. Each role is its own set of rights; an admin is not
    /// thereby a reviewer.
    pub enum Role, "role" {
        /// Searches what was collected.
        Analyst => "analyst",
        /// Decides cases.
        Reviewer => "reviewer",
        /// Tunes sources and watchlists.
        Operator => "operator",
        /// Users, retention, backups, audit.
        Admin => "admin",
    }
}
