use crate::closed_list;

closed_list! {
    /// A category of harm. The list is closed by decision: political opinion or
    /// criticism is not on it and cannot be added by a file.
    pub enum Category, "category" {
        /// Illegal gambling and betting.
        Gambling => "gambling",
        /// Fraud.
        Fraud => "fraud",
        /// Pages that take a log-in or a card in another's name.
        Phishing => "phishing",
        /// Fake job offers.
        FakeJob => "fake_job",
        /// Loan sharks.
        LoanShark => "loan_shark",
        /// Sale of fake papers and degrees.
        FakePapers => "fake_papers",
        /// Counterfeit goods and money.
        Counterfeit => "counterfeit",
        /// Sale of drugs.
        Drugs => "drugs",
        /// Sale of weapons and explosives.
        Weapons => "weapons",
        /// Other illegal trade.
        IllegalTrade => "illegal_trade",
        /// Trade in accounts, SIM cards and personal data.
        DataTrade => "data_trade",
        /// Personal data laid open.
        LeakedData => "leaked_data",
        /// Malware and its lures.
        Malware => "malware",
        /// Text that puts children in danger.
        ChildSafety => "child_safety",
        /// A site that was broken into.
        HackedSite => "hacked_site",
    }
}

closed_list! {
    /// How grave the harm behind a watchlist is.
    pub enum Severity, "severity" {
        /// Little harm.
        Low => "low",
        /// Some harm.
        Medium => "medium",
        /// Grave harm.
        High => "high",
        /// Harm to life or to children.
        Critical => "critical",
    }
}

closed_list! {
    /// What a rule catches: the harm itself, or speech about it.
    pub enum Kind, "kind" {
        /// The harm itself: an advertisement, a lure, a sale.
        Offer => "offer",
        /// News, a warning, a court report, a lesson.
        Report => "report",
    }
}
