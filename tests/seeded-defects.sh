#!/usr/bin/env bash
# Shows that the kill harness and its like can fail: each of three defects,
# built in by a test-only feature, must be caught. Exits with 1 when one is not.
set -uo pipefail
cd "$(dirname "$0")/.."

# defect, feature, the test that must catch it
caught() {
  local name=$1 feature=$2 package=$3 filter=$4
  local log
  log=$(mktemp)
  if HAIDANG_KILLS="${HAIDANG_DEFECT_KILLS:-60}" cargo test --locked --quiet \
    --package "$package" --features "$feature" -- "$filter" >"$log" 2>&1; then
    echo "NOT CAUGHT: $name ($feature) by $package $filter"
    return 1
  fi
  # A build that fails is no catch: the test itself must have failed.
  if ! grep -q '^test result: FAILED' "$log"; then
    echo "NOT RUN: $name ($feature)"; tail -n 20 "$log"
    return 1
  fi
  echo "caught: $name ($feature)"
}

status=0
caught "the outbox row before the page" haidang-store/defect-order haidang nothing_is_lost || status=1
caught "flags without uniqueness" haidang-store/defect-uniqueness haidang nothing_is_lost || status=1
caught "index without delete" haidang-indexer/defect-missing-delete haidang nothing_is_lost || status=1
exit $status
