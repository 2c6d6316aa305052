//! One suite of repository tests, run over SQLite and PostgreSQL.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

#[path = "repositories/audit.rs"]
mod audit;
#[path = "repositories/cases.rs"]
mod cases;
#[path = "repositories/frontier.rs"]
mod frontier;
#[path = "repositories/laws.rs"]
mod laws;
#[path = "repositories/outbox.rs"]
mod outbox;
#[path = "repositories/pages.rs"]
mod pages;
#[path = "repositories/small.rs"]
mod small;
#[path = "repositories/watchlists.rs"]
mod watchlists;

/// Makes each test of the suite run over both databases. Each takes a fresh
/// `haidang_testkit::TestStore`.
macro_rules! repository_suite {
    ($($subject:ident::$name:ident,)+) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                crate::$subject::$name(haidang_testkit::sqlite_store().await).await;
            })+
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(store) = haidang_testkit::postgres_store().await {
                    crate::$subject::$name(store).await;
                }
            })+
        }
    };
}

repository_suite! {
    frontier::entries_are_added_once,
    frontier::a_host_is_leased_to_one_at_a_time,
    frontier::leases_run_out_and_pauses_hold,
    frontier::scope_keeps_other_sources_out,
    frontier::an_outdated_lease_writes_nothing,
    frontier::a_schedule_brings_entries_back,
    frontier::counts_and_next_due_follow,
    frontier::parallel_workers_share_hosts,
    pages::a_page_is_kept_and_read_back,
    pages::a_new_version_needs_a_new_text,
    pages::writing_a_batch_again_changes_only_fetch_records,
    pages::an_import_again_changes_nothing,
    pages::links_join_the_frontier,
    pages::fetches_are_counted_with_their_newest_reason,
    pages::hostile_text_is_kept,
    pages::pages_are_walked_in_order,
    pages::bodies_are_walked_in_order,
    cases::flags_are_unique,
    cases::flags_join_the_open_case_of_their_keys,
    cases::a_recorded_flag_joins_nothing_until_it_is_queued,
    cases::parallel_commits_open_one_case,
    cases::rematch_adds_flags_to_a_version,
    cases::the_site_of_a_case_is_that_of_most_flags,
    cases::filters_and_orders_hold,
    cases::a_decision_needs_the_revision_seen,
    cases::one_standing_decision_a_person,
    cases::undo_brings_the_case_back,
    cases::two_people_confirm_twice,
    cases::what_was_decided_is_told_by_page,
    cases::a_decided_case_takes_no_more_flags,
    cases::a_claim_is_exclusive_until_it_runs_out,
    outbox::rows_come_in_order_and_are_trimmed,
    outbox::no_row_shows_up_below_one_seen,
    audit::the_chain_verifies,
    audit::rows_cannot_be_changed,
    audit::parallel_appends_leave_no_gap,
    audit::a_forged_row_is_found,
    small::users_and_sessions,
    small::configuration_versions,
    small::robots_and_jobs,
    watchlists::watchlists_are_installed_once,
    watchlists::a_list_lives_from_draft_to_retired,
    watchlists::what_is_refused_writes_nothing,
    watchlists::one_version_is_live_and_one_on_trial,
    watchlists::an_earlier_version_comes_back_by_two_people,
    watchlists::the_database_knows_the_life_of_a_list_too,
    watchlists::a_trial_is_recorded_apart_until_it_goes_live,
    laws::random_work_loses_no_address_and_doubles_no_flag,
}
