use crate::closed_list;

closed_list! {
    /// Where a version of a watchlist stands in its life. It only moves
    /// forward, see [`WatchlistState::may_become`].
    pub enum WatchlistState, "watchlist state" {
        /// Written; nothing is done with it.
        Draft => "draft",
        /// Matched against pages; what it finds is recorded and raises nothing.
        Trial => "trial",
        /// Raises flags.
        Live => "live",
        /// Over. It is kept, because flags name it.
        Retired => "retired",
    }
}

impl WatchlistState {
    /// Tells whether a version may go from this state to `next`: a draft to
    /// trial, a trial to live, any of them to retired. `restores` says that the
    /// version brings back a text that has been live, which needs no trial.
    pub fn may_become(self, next: WatchlistState, restores: bool) -> bool {
        use WatchlistState as S;
        match (self, next) {
            (S::Draft, S::Trial) | (S::Trial, S::Live) => true,
            (S::Draft, S::Live) => restores,
            (S::Draft | S::Trial | S::Live, S::Retired) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WatchlistState as S;

    #[test]
    fn states_only_move_forward() {
        let allowed = |restores| -> Vec<(S, S)> {
            let pairs = S::ALL
                .iter()
                .flat_map(|one| S::ALL.iter().map(|next| (*one, *next)));
            pairs
                .filter(|(one, next)| one.may_become(*next, restores))
                .collect()
        };
        let forward = [
            (S::Draft, S::Trial),
            (S::Draft, S::Retired),
            (S::Trial, S::Live),
            (S::Trial, S::Retired),
            (S::Live, S::Retired),
        ];
        assert_eq!(allowed(false), forward);
        let mut with_restored = forward.to_vec();
        with_restored.insert(1, (S::Draft, S::Live));
        assert_eq!(allowed(true), with_restored);
    }
}
