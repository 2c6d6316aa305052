### Words of the console, English. Keys say what is meant, not where it stands.

product = Hải Đăng
skip-to-content = Skip to content
nav-label = Main pages
language-label = Language of the screen
crumbs-label = You are here
pager-label = Pages
pager-previous = ← Previous
pager-next = Next →
pager-page = Page { $n }
version = version { $n }
undo = Undo
control-title = An invisible control character, shown by its name
imported = Text imported from a file
official-site = Official site
priority = Priority
priority-of = Priority { $n } of 100

nav-queue = Cases
nav-search = Search
nav-watchlists = Watchlists
nav-sources = Sources and crawl
nav-users = Users
nav-audit = Audit log

expired-banner = { $n ->
    [one] One watchlist is past its review date and raises nothing:
   *[other] { $n } watchlists are past their review date and raise nothing:
}
expired-banner-way = The owner must review it and set a new date in the watchlist file.

ago-now = just now
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}

## Logging in and out

log-in-title = Log in
log-in-lead = For reviewers, analysts, operators and admins.
log-in-name = Log-in name
log-in-password = Password
log-in-button = Log in
log-in-refused = The log-in name or the password is wrong.
log-in-help = Forgot the password? An admin can issue a one-time password.
log-out = Log out

## The account

account-title = My account
account-who = My rights
account-password = Change password
account-must-change = This is a one-time password. Set a password of your own to go on.
account-password-rule = At least { $n } characters. A long sentence you remember beats a word with odd signs.
account-old = Current password
account-new = New password
account-again = New password again
account-change = Change password
password-old-wrong = The current password is wrong.
password-differs = The new password was not typed the same way twice.
password-same = The new password must differ from the current one.
password-too-short = The new password needs at least { $n } characters.
password-too-long = The new password is too long; use at most 256 bytes.
password-holds-name = The new password must not contain the log-in name.
password-monotone = The new password must not repeat one character.

## Users

users-title = Users
users-roles = Roles
users-state = State
users-acts = Actions
users-own = you
users-active = Active
users-closed = Closed
users-locked = Locked after too many refused log-ins
users-must-change = Must change the one-time password
users-new-secret = New one-time password
users-close = Close account
users-new = Add a user
users-create = Create user
users-name-rule = 1–64 characters: lower-case letters without marks, digits, dot, hyphen, underscore.
users-bad-name = A log-in name has only lower-case letters without marks, digits, dots, hyphens and underscores.
users-no-role = Choose at least one role.
users-name-taken = This log-in name is taken.
users-secret-title = One-time password of { $name }
users-secret-text = Shown once only. Hand it over in person; the user must change it at the first log-in.

role-analyst = Analyst
role-reviewer = Reviewer
role-operator = Operator
role-admin = Admin
role-does-analyst = searches what was collected
role-does-reviewer = sees and decides cases
role-does-operator = tunes sources and watchlists
role-does-admin = users and audit log

## Audit

audit-title = Audit log
audit-lead = Rows are only ever added; each carries the hash of the one before. Newest first.
audit-at = When
audit-actor = Who
audit-act = What
audit-subject = To what
audit-detail = Detail
audit-system = system
audit-log-in = logged in
audit-log-in-refused = was refused a log-in
audit-log-out = logged out
audit-user-created = created a user
audit-user-changed = changed a user
audit-user-closed = closed an account
audit-case-claimed = claimed the case
audit-case-decided = decided
audit-case-undone = undid the decision
audit-unmasked = saw personal data
audit-watchlist-loaded = loaded a watchlist
audit-watchlist-installed = took in a watchlist at installation
audit-watchlist-drafted = drafted a watchlist
audit-watchlist-tried = put a watchlist on trial
audit-watchlist-proposed = proposed to publish a watchlist
audit-watchlist-published = published a watchlist
audit-watchlist-retire-proposed = proposed to retire a watchlist
audit-watchlist-retired = retired a version of a watchlist
audit-source-loaded = loaded a source
audit-rematched = matched stored pages anew
audit-reindexed = rebuilt the search index

## The queue

queue-title = Cases
queue-count = { $n ->
    [one] 1 case
   *[other] { $n } cases, most urgent first
}
queue-tabs = State of the cases
queue-category = Category
queue-all-categories = All categories
queue-site = Site (domain)
queue-filter = Filter
queue-empty-title = No cases here
queue-empty-text = New cases show up when a watchlist meets something on a page.
queue-in-zone = zone:
queue-flags = { $n ->
    [one] 1 flag
   *[other] { $n } flags
}
queue-claim = Claim
queue-claimed-by-me = You are on it
queue-claimed-by = { $name } is on it
queue-decided-by-me = Decided by you
queue-keys = Keys: J and K choose a case, Enter opens it.

state-open = Open
state-confirmed-once = Awaiting a second person
state-confirmed-twice = Confirmed
state-closed = Not harmful

## A case

case-title = Case #{ $n }
case-next = Next case
case-address = Address:
case-opened = Opened
case-fetched = Fetched
case-stored-page = See the stored page
case-text = Flagged text
case-no-run = What was met stands in no piece of text, but in the host name or a link; see the table below.
case-no-page = This version of the page is no longer stored.
case-whole-text = { $n ->
    [one] Whole text (1 block)
   *[other] Whole text ({ $n } blocks)
}
case-why = Why it was flagged
case-flags = Flags of this case ({ $n })
case-flag-page = Page
case-flag-rules = Rule
case-flag-raised = When
case-decisions = Decisions
case-no-decisions = Nobody has decided yet.
case-history = History ({ $n })
text-cut = The text is too long; the rest is not shown here.
block-target = Links to:

hit-quote = Words on the page
hit-term = term
hit-rule = Watchlist / rule
hit-kind = Kind of rule
hit-zone = Zone
hit-rung = How it matched
hit-confidence = Confidence
hit-reason-tone-placement = tone on another vowel, or i for y
hit-reason-bare = without marks, as the text around it
hit-reason-bare-in-accented = without marks in text that has them
hit-reason-ambiguous = short, many meanings without its marks
hit-reason-boundary-crossed = a word boundary was crossed
hit-reason-glued = syllables glued together
hit-reason-obfuscated = a disguise was undone
hit-reason-teencode = written in teencode
hit-reason-legacy-encoding = an old encoding, or one read wrongly
hit-reason-foreign-text = among words of another language
hit-reason-code = looks like a code or an article number

part-severity = Severity
part-confidence = Confidence
part-zone = Zone on the page
part-freshness = Freshness
part-reach = Reach
priority-product = The priority is the product of these parts.

decide-title = Your decision
decide-category = Category
decide-confirm = Confirm harm
decide-reason = Reason why not harmful
decide-choose-reason = Choose a reason…
decide-not-harmful = Not harmful
decide-note = Note (optional)
decide-unsure = Unsure, ask for a second opinion
decide-done = You have decided this case. To decide otherwise, undo first.
decide-keys = Keys: 1 confirm · 2, then 1–6 for the reason why not · 3 unsure · J next case.
decide-no-category = Choose a category.
decide-no-reason = Choose a reason why it is not harmful.
decide-note-missing = The reason “other” needs a note that says what it is.
decide-note-too-long = The note is too long; at most 4,000 characters.
decision-undone = undone
just-decided = Decision on case #{ $n } recorded:

outcome-confirmed = Harm confirmed
outcome-not-harmful = Not harmful
outcome-unsure = Unsure

reason-report = News, warning or court report
reason-other-sense = The words mean something else
reason-quoted = Somebody else is quoted
reason-education = A lesson or a text of law
reason-already-gone = Taken down already
reason-other = Other (say in the note)

conflict-title = The case has changed
conflict-text = While you were reading, a flag joined this case or somebody decided it. Your decision was not recorded, so that it does not overwrite that change.
conflict-seen = Revision you saw
conflict-now = Revision now
conflict-state = State now
conflict-flags = Flags
conflict-flags-seen = you saw { $n }
conflict-changes = Latest acts
conflict-note = The note you wrote
conflict-way = Look at the case again

unmask-title = See personal data
unmask-text = Phone, ID and account numbers and e-mail addresses are masked. The reason goes into the audit log; the data is shown once.
unmask-reason = Reason for seeing it
unmask-button = Record the reason and show
unmask-reason-short = Give a reason for seeing personal data, at least 10 letters.
unmask-reason-long = The reason is too long; at most 500 characters.
unmasked-title = Personal data is shown.
unmasked-text = This view is in the audit log.
unmasked-back = Mask again

category-gambling = Gambling
category-fraud = Fraud
category-phishing = Phishing
category-fake-job = Fake job
category-loan-shark = Loan shark
category-fake-papers = Fake papers
category-counterfeit = Counterfeit
category-drugs = Drugs
category-weapons = Weapons
category-illegal-trade = Other illegal trade
category-data-trade = Data trade
category-leaked-data = Leaked personal data
category-malware = Malware
category-child-safety = Child safety
category-hacked-site = Hacked site

severity-low = Low
severity-medium = Medium
severity-high = High
severity-critical = Critical

kind-offer = Offer
kind-report = Report

zone-title = Title
zone-meta = Meta data
zone-lead = Lead
zone-main = Main text
zone-other = Outside main text
zone-anchor = Link text
zone-attribute = Attribute
zone-comment = Source comment
zone-script = Script
zone-hidden = Hidden text
zone-host = Host name
zone-link = Link target

signal-glued-words = words run together
signal-link-farm = page of links to other sites
signal-hidden-outbound = hidden links to other sites
signal-doorway = machine-made doorway page
signal-language-shift = a part in another language

hidden-by-display = not displayed
hidden-by-visibility = invisible
hidden-by-opacity = transparent
hidden-by-size = box too small
hidden-by-off-screen = moved out of the screen
hidden-by-clip = clipped away
hidden-by-transform = shrunk or filtered away
hidden-by-behind = behind a background
hidden-by-colour = colour of the background
hidden-by-font-size = letters too small
hidden-by-folded = folded until opened
hidden-by-aria-hidden = kept from screen readers
hidden-by-element = element shows no text

visibility-visible = Visible
visibility-hidden = Hidden
visibility-suspect = Hard to see
visibility-collapsed = Collapsed
visibility-unknown = Unknown

rung-exact = Exact
rung-tone = Tone placement
rung-folded = Marks absent
rung-deobf = Disguise undone

## Search

search-title = Search
search-label = Query
search-placeholder = For example: "nhà cái" AND "nạp tiền"
search-sort = Order
sort-relevance = Most relevant
sort-newest = Newest
search-button = Search
search-total = { $n ->
    [one] 1 page
   *[other] { $n } pages
}
search-total-least = At least { $n } pages
search-sites = By site:
search-none-title = No page found
search-none-text = Try fewer words, or leave out the quotation marks. Words typed without marks also find those with marks.
search-too-long = The query is too long; at most { $n } bytes.
search-help-title = How to write a query
search-help-words = pages with any of the words, those with more of them first; typing without marks works too
search-help-phrase = this very phrase
search-help-not = with the first phrase, without the second
search-help-near = the two phrases at most 20 words apart
search-help-zone = only in text that the page hides
search-help-site = only on one site

## A stored page

page-untitled = (no title)
page-number = Stored page #{ $n }
page-text = Text of the page
page-empty = The page has no text.
page-facts = Facts
page-site = Site
page-source = Source
page-fetched = Fetched
page-published = Published
page-language = Language
page-encoding = Encoding
page-flags = Flags
page-no-flags = No flags.
page-versions = Stored versions ({ $n })
page-version-shown = shown
page-links = Links on the page ({ $n })
page-links-text = Shown as text only; the console does not open pages that are watched.
page-defects = Faults met while reading

## Watchlists

watchlists-title = Watchlists
try-title = Try a text
try-label = Paste a text to see which watchlists it meets
try-button = Try
try-kept = The text is not kept.
try-flagged = It would go to the queue.
try-below = Something was met, but below the threshold.
try-nothing = No rule was met.
try-score = Score { $n }%
try-threshold = (threshold { $n }%)
try-evidence = Evidence
try-unless = Exclusions
try-report = Report context
try-score-short = Score
lists-empty-title = No watchlists yet
lists-empty-text = Put watchlist files into config/watchlists and start again.
list-name = Watchlist
list-severity = Severity
list-rules = Rules
list-rules-count = { $n ->
    [one] 1 rule
   *[other] { $n } rules
}
list-owner = Owner
list-review-by = Review by
list-expired = Expired
list-expired-text = Past its review date: this watchlist raises nothing until its owner sets a new date.
list-purpose = Purpose
list-basis = Legal basis
list-version = Version
list-state-draft = draft
list-state-trial = trial: records only
list-state-live = live
list-state-retired = retired
rule-max-rung = Widest:
rule-zones = Only in zones:
rule-unless = Lowered by:

## Sources

sources-title = Sources and crawl
sources-pages = Stored pages
sources-fetched = Fetches
sources-failed = Failed
sources-last = Last
sources-never = Never fetched
sources-index-lag = To be indexed
sources-imports = Text imported from files
sources-gone = Source file is gone
sources-expired = Review overdue
sources-owned = Owner consented
sources-private = Private addresses allowed
sources-outcomes = How fetches ended
sources-settings = Settings
sources-basis = Basis
sources-seeds = Seeds
sources-scope = Scope
sources-pages-max = Pages at most
sources-delay = Pause between fetches
sources-every = Schedule
sources-not-scheduled = not scheduled
sources-empty-title = No sources yet
sources-empty-text = Put source files into config/sources and start again.
frontier-total = Known addresses
frontier-waiting = Not fetched yet
frontier-due = Due now
scope-host = one host
scope-site = the whole site
scope-prefix = by address prefix
outcome-how = How
outcome-count = Fetches
outcome-last = Last
outcome-reason = Latest reason
fetch-page = Page read
fetch-not-modified = Not changed
fetch-skipped-type = Type that is not read
fetch-http-error = Error of the server
fetch-robots-denied = Denied by robots.txt
fetch-address-refused = Address not allowed
fetch-unknown-host = Unknown host
fetch-unreachable = Unreachable
fetch-tls = TLS failed
fetch-timeout = Timed out
fetch-too-large = Too large
fetch-bad-encoding = Broken content encoding
fetch-bad-redirect = Broken redirect
fetch-out-of-scope = Out of scope
fetch-imported = Imported from a file

## What went wrong

error-wait = { $n ->
    [one] Try again in 1 minute.
   *[other] Try again in { $n } minutes.
}
error-not-found-title = Not found
error-not-found-text = This page does not exist, or no longer does.
error-unauthenticated-title = Not logged in
error-unauthenticated-text = Log in to go on.
error-forbidden-title = Not allowed
error-forbidden-text = Your roles do not allow this page or this act. Ask an admin if you need it.
error-forged-title = The form is not valid
error-forged-text = The form does not come from this session, or the session has ended. Nothing was changed. Open the page again and send it once more.
error-invalid-title = The request is not valid
error-invalid-text = What was sent is incomplete or malformed. Nothing was changed.
error-too-large-title = Too much was sent
error-too-large-text = The form is larger than is read. Shorten it and send it again.
error-too-many-title = Too many attempts
error-too-many-text = Too many log-ins were refused, so logging in is paused.
error-conflict-title = Not possible now
error-conflict-text = Things have changed since you opened the page, or this cannot be done to your own account. Nothing was changed.
error-disk-full-title = The disk is full
error-disk-full-text = The server has no room left, so nothing was written. Tell the operator.
error-internal-title = The server failed
error-internal-text = This was not done. The fault is in the log; try again, and tell the operator if it stays.
way-home = To the first page
way-log-in = To the log-in page
