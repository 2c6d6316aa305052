use std::{
    collections::BTreeMap,
    fs,
    io::Read,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use haidang_model::{CanonicalUrl, Host, SourceId, Timestamp};
use jiff::{civil::Date, tz::Offset};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    PUBLIC_DELAY_MS_MIN, PoliteDelay, Reach, Scope, Source, ad_hoc_id, looks_like_sitemap, refused,
    within,
};
use crate::{AdHoc, Fault, Schedule};

/// Bytes of a source file; ours have one or two thousand.
const FILE_BYTES_MAX: u64 = 256 << 10;
/// Source files in one folder.
const FILES_MAX: usize = 10_000;
/// Seeds of one source.
const SEEDS_MAX: usize = 1_000;
/// Characters of a name, a basis or an owner.
const TEXT_CHARS_MAX: usize = 2_000;
/// Milliseconds between two requests when the file does not say.
pub(super) const DELAY_MS: u64 = 2_000;
/// The longest delay a file may ask for: one request an hour.
const DELAY_MS_MAX: u64 = 3_600_000;
/// Pages of a source when the file does not say.
pub(super) const PAGES_MAX: u64 = 10_000;
/// The most pages a file may ask for.
const PAGES_MAX_MAX: u64 = 10_000_000;
/// Links from a seed when the file does not say; a guard against endless
/// calendars more than a wish.
const DEPTH_MAX: u32 = 64;

/// Reads every `*.toml` of a folder, in the order of their names.
///
/// A source past its `review_by` is read like any other; see
/// [`Source::is_expired`].
///
/// # Errors
/// Every fault of every file.
pub fn load_dir(dir: &Path) -> Result<Vec<Source>, Vec<Fault>> {
    let whole = |path: &Path, vi: String, en: String| {
        vec![Fault::at(&path.display().to_string(), "", 0, vi, en)]
    };
    let unreadable = |path: &Path, error: &std::io::Error| {
        whole(
            path,
            format!("không đọc được: {error}"),
            format!("cannot be read: {error}"),
        )
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for item in fs::read_dir(dir).map_err(|error| unreadable(dir, &error))? {
        let path = item.map_err(|error| unreadable(dir, &error))?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            paths.push(path);
        }
        if paths.len() > FILES_MAX {
            return Err(whole(
                dir,
                format!("có hơn {FILES_MAX} tệp nguồn"),
                format!("holds more than {FILES_MAX} source files"),
            ));
        }
    }
    paths.sort();
    let mut sources: Vec<Source> = Vec::new();
    let mut faults = Vec::new();
    for path in &paths {
        match read_capped(path) {
            Ok(text) => match load_str(&path.display().to_string(), &text) {
                Ok(source) => match sources.iter().find(|other| other.id == source.id) {
                    Some(other) => {
                        let place = id_place(&text);
                        faults.push(Fault::at(
                            &source.file,
                            &text,
                            place,
                            format!(
                                "mã nguồn `{}` đã dùng trong {}; hãy đặt mã khác",
                                source.id, other.file
                            ),
                            format!(
                                "the source id `{}` is taken by {}; choose another",
                                source.id, other.file
                            ),
                        ));
                    }
                    None => sources.push(source),
                },
                Err(more) => faults.extend(more),
            },
            Err(error) => faults.extend(unreadable(path, &error)),
        }
    }
    if faults.is_empty() {
        Ok(sources)
    } else {
        Err(faults)
    }
}

/// Returns where a file that was read without fault names its id.
fn id_place(text: &str) -> usize {
    DeTable::parse(text)
        .ok()
        .and_then(
            |document| match document.get_ref().get("source")?.get_ref() {
                DeValue::Table(source) => Some(source.get("id")?.span().start),
                _ => None,
            },
        )
        .unwrap_or(0)
}

fn read_capped(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    fs::File::open(path)?
        .take(FILE_BYTES_MAX + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > FILE_BYTES_MAX {
        return Err(std::io::Error::other(format!(
            "the file has more than {FILE_BYTES_MAX} bytes"
        )));
    }
    Ok(text)
}

/// Reads one source file; `file` is its name for messages.
///
/// # Errors
/// Every fault of the file.
pub fn load_str(file: &str, text: &str) -> Result<Source, Vec<Fault>> {
    let mut reader = Reader {
        file,
        text,
        faults: Vec::new(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        reader.fault(
            error.span().map_or(0, |span| span.start),
            format!("sai cú pháp TOML: {}", error.message()),
            format!("not valid TOML: {}", error.message()),
        );
    }
    // What a broken document seems to say would only add faults that are none.
    let source = if reader.faults.is_empty() {
        reader.document(document.get_ref())
    } else {
        None
    };
    match source {
        Some(source) if reader.faults.is_empty() => Ok(source),
        _ => Err(reader.faults),
    }
}

pub(super) fn ad_hoc(
    seeds: &[CanonicalUrl],
    options: &AdHoc,
    now: Timestamp,
) -> Result<Source, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |column: usize, vi: String, en: String| {
        faults.push(Fault {
            file: "crawl".into(),
            line: 1,
            column,
            vi,
            en,
        });
    };
    if seeds.is_empty() {
        fault(
            1,
            "chưa có địa chỉ nào".into(),
            "no address was given".into(),
        );
    }
    for (index, seed) in seeds.iter().enumerate() {
        if let Some(service) = refused::personal(seed) {
            let (vi, en) = personal_refusal(&service);
            fault(index + 1, vi, en);
        }
    }
    let reach = if options.allow_private {
        Some(Reach::Private {
            delay_ms: options.delay_ms,
            resolve: BTreeMap::new(),
        })
    } else {
        PoliteDelay::from_ms(options.delay_ms).map(|delay| Reach::Public { delay })
    };
    if reach.is_none() {
        let (vi, en) = short_delay();
        fault(1, vi, en);
    }
    let today = jiff::Timestamp::from_millisecond(now.0)
        .map(|now| Offset::constant(7).to_datetime(now).date())
        .unwrap_or(Date::MAX);
    match (reach, SourceId::parse(&ad_hoc_id(seeds))) {
        (Some(reach), Ok(id)) if faults.is_empty() => Ok(Source {
            id,
            name: seeds.first().map(ToString::to_string).unwrap_or_default(),
            seeds: seeds.to_vec(),
            scope: Scope::Site,
            basis: "asked for on the command line".into(),
            owner: "command-line".into(),
            // A crawl that runs over midnight is not cut off.
            review_by: today
                .checked_add(jiff::Span::new().days(7))
                .unwrap_or(Date::MAX),
            owned: false,
            reach,
            pages_max: options.pages_max,
            depth_max: DEPTH_MAX,
            every: None,
            file: String::new(),
            text: String::new(),
        }),
        _ => Err(faults),
    }
}

fn personal_refusal(service: &str) -> (String, String) {
    (
        format!(
            "địa chỉ thuộc trang cá nhân hoặc tài khoản mạng xã hội ({service}); hệ thống theo dõi trang web, không theo dõi người: hãy bỏ địa chỉ này"
        ),
        format!(
            "the address is a personal profile or a social account ({service}); pages and sites are watched, not people: leave it out"
        ),
    )
}

fn short_delay() -> (String, String) {
    (
        format!(
            "delay_ms dưới {PUBLIC_DELAY_MS_MIN} chỉ được dùng cùng allow_private = true; hãy đặt từ {PUBLIC_DELAY_MS_MIN} trở lên"
        ),
        format!(
            "a delay under {PUBLIC_DELAY_MS_MIN} ms is accepted only with allow_private = true; set {PUBLIC_DELAY_MS_MIN} or more"
        ),
    )
}

/// A value with its place, by key.
type Entry<'t, 'i> = (&'t Spanned<DeValue<'i>>, usize);

/// Walks one file and gathers faults. Meaning is checked by hand rather than
/// by serde, which stops at the first fault.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, offset: usize, vi: String, en: String) {
        self.faults
            .push(Fault::at(self.file, self.text, offset, vi, en));
    }

    fn document(&mut self, document: &DeTable<'_>) -> Option<Source> {
        self.known_keys(document, "", &["version", "source", "resolve"]);
        match document.get("version") {
            None => self.fault(
                0,
                "thiếu `version = 1` ở đầu tệp".into(),
                "`version = 1` is missing at the top".into(),
            ),
            Some(value) => {
                if integer(value.get_ref()) != Some(1) {
                    self.fault(
                        value.span().start,
                        "chỉ đọc được `version = 1`".into(),
                        "only `version = 1` can be read".into(),
                    );
                }
            }
        }
        let source = match document.get("source").map(|value| (value, value.get_ref())) {
            Some((_, DeValue::Table(table))) => table,
            Some((value, _)) => {
                self.wrong_type(
                    value.span().start,
                    "source",
                    "một bảng [source]",
                    "a table [source]",
                );
                return None;
            }
            None => {
                self.fault(
                    0,
                    "thiếu bảng [source]".into(),
                    "the table [source] is missing".into(),
                );
                return None;
            }
        };
        let resolve = document
            .get("resolve")
            .map(|value| (value, value.span().start));
        self.source(source, resolve)
    }

    fn source(&mut self, table: &DeTable<'_>, resolve: Option<Entry<'_, '_>>) -> Option<Source> {
        self.known_keys(
            table,
            "source.",
            &[
                "id",
                "name",
                "seeds",
                "scope",
                "basis",
                "owner",
                "review_by",
                "owned",
                "allow_private",
                "delay_ms",
                "pages_max",
                "depth_max",
                "every",
            ],
        );
        let here = self.text.find("[source]").unwrap_or(0);
        let id = self.string(table, "id", here).and_then(|(id, offset)| {
            SourceId::parse(&id)
                .map_err(|error| {
                    self.fault(
                        offset,
                        format!("mã `{id}` không hợp lệ: 1 đến 64 ký tự a-z, 0-9, `-`, đầu và cuối là chữ hoặc số"),
                        error.to_string(),
                    );
                })
                .ok()
        });
        let name = self.words(table, "name", here);
        let basis = self.words(table, "basis", here);
        let owner = self.words(table, "owner", here);
        let review_by = self.date(table, "review_by", here);
        let owned = self.boolean(table, "owned");
        let allow_private = self.boolean(table, "allow_private");
        let scope = match self.optional_string(table, "scope") {
            None => Some(Scope::Site),
            Some((text, offset)) => text
                .parse()
                .map_err(|()| {
                    self.fault(
                        offset,
                        format!("scope `{text}` không có; chọn host, site hoặc prefix"),
                        format!("unknown scope `{text}`; one of host, site, prefix"),
                    );
                })
                .ok(),
        };
        let seeds = self.seeds(table, here);
        if let (Some(seeds), Some(scope)) = (&seeds, scope) {
            self.seeds_in_scope(table, seeds, scope);
        }
        let delay = self.number(table, "delay_ms", DELAY_MS, 0, DELAY_MS_MAX);
        let pages_max = self.number(table, "pages_max", PAGES_MAX, 1, PAGES_MAX_MAX);
        let depth_max = self.number(table, "depth_max", u64::from(DEPTH_MAX), 0, 10_000);
        let every = self.optional_string(table, "every").and_then(|(text, offset)| {
            Schedule::parse(&text)
                .map_err(|error| {
                    self.fault(
                        offset,
                        format!("lịch `{text}` không đúng dạng cron sáu trường (giây phút giờ ngày tháng thứ): {error}"),
                        format!("`{text}` is no cron expression of six fields (second minute hour day month weekday): {error}"),
                    );
                })
                .ok()
        });
        let reach = self.reach(allow_private, delay, resolve, table);
        Some(Source {
            id: id?,
            name: name?,
            seeds: seeds?,
            scope: scope?,
            basis: basis?,
            owner: owner?,
            review_by: review_by?,
            owned,
            reach: reach?,
            pages_max: pages_max?,
            depth_max: u32::try_from(depth_max?).ok()?,
            every,
            file: self.file.to_owned(),
            text: self.text.to_owned(),
        })
    }

    fn reach(
        &mut self,
        allow_private: bool,
        delay: Option<u64>,
        resolve: Option<Entry<'_, '_>>,
        table: &DeTable<'_>,
    ) -> Option<Reach> {
        let names = match resolve {
            None => BTreeMap::new(),
            Some((value, offset)) => {
                if !allow_private {
                    self.fault(
                        offset,
                        "bảng [resolve] chỉ được dùng cùng allow_private = true".into(),
                        "[resolve] is accepted only with allow_private = true".into(),
                    );
                }
                self.names(value)
            }
        };
        if allow_private {
            return Some(Reach::Private {
                delay_ms: delay?,
                resolve: names,
            });
        }
        let delay = PoliteDelay::from_ms(delay?);
        if delay.is_none() {
            let (vi, en) = short_delay();
            let offset = table.get("delay_ms").map_or(0, |value| value.span().start);
            self.fault(offset, vi, en);
        }
        delay.map(|delay| Reach::Public { delay })
    }

    fn names(&mut self, value: &Spanned<DeValue<'_>>) -> BTreeMap<Host, SocketAddr> {
        let mut names = BTreeMap::new();
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(value.span().start, "resolve", "một bảng", "a table");
            return names;
        };
        for (key, value) in table {
            let host = Host::parse(key.get_ref());
            if host.is_err() {
                self.fault(
                    key.span().start,
                    format!("`{}` không phải tên máy chủ", key.get_ref()),
                    format!("`{}` is no host name", key.get_ref()),
                );
            }
            let address = match value.get_ref() {
                DeValue::String(text) => text.parse::<SocketAddr>().ok(),
                _ => None,
            };
            match (host, address) {
                (Ok(host), Some(address)) => {
                    names.insert(host, address);
                }
                (_, None) => self.fault(
                    value.span().start,
                    "cần địa chỉ và cổng, ví dụ \"127.0.0.3:8080\"".into(),
                    "an address with a port is needed, for example \"127.0.0.3:8080\"".into(),
                ),
                (Err(_), Some(_)) => {}
            }
        }
        names
    }

    fn seeds(&mut self, table: &DeTable<'_>, here: usize) -> Option<Vec<CanonicalUrl>> {
        let value = self.required(table, "seeds", here)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(
                value.span().start,
                "seeds",
                "một danh sách địa chỉ",
                "a list of addresses",
            );
            return None;
        };
        let offset = value.span().start;
        if items.is_empty() {
            self.fault(
                offset,
                "seeds rỗng; cần ít nhất một địa chỉ".into(),
                "seeds is empty; at least one address is needed".into(),
            );
        }
        if items.len() > SEEDS_MAX {
            self.fault(
                offset,
                format!("seeds có {} địa chỉ, nhiều nhất {SEEDS_MAX}", items.len()),
                format!("seeds holds {} addresses, {SEEDS_MAX} at most", items.len()),
            );
            return None;
        }
        let mut seeds = Vec::new();
        for item in items.iter() {
            let offset = item.span().start;
            let DeValue::String(text) = item.get_ref() else {
                self.wrong_type(offset, "seeds", "các chuỗi", "strings");
                continue;
            };
            match CanonicalUrl::parse(text) {
                Err(error) => self.fault(
                    offset,
                    format!("địa chỉ `{text}` không dùng được; cần địa chỉ http:// hoặc https:// đầy đủ"),
                    format!("the seed cannot be used: {error}; a full http:// or https:// address is needed"),
                ),
                Ok(seed) => {
                    if let Some(service) = refused::personal(&seed) {
                        let (vi, en) = personal_refusal(&service);
                        self.fault(offset, vi, en);
                    } else if seeds.contains(&seed) {
                        self.fault(
                            offset,
                            format!("địa chỉ `{seed}` lặp lại"),
                            format!("the seed `{seed}` stands twice"),
                        );
                    } else {
                        seeds.push(seed);
                    }
                }
            }
        }
        Some(seeds)
    }

    /// Refuses sitemaps that a `prefix` scope gives no page on their host for.
    fn seeds_in_scope(&mut self, table: &DeTable<'_>, seeds: &[CanonicalUrl], scope: Scope) {
        if scope != Scope::Prefix {
            return;
        }
        let Some(DeValue::Array(items)) = table.get("seeds").map(Spanned::get_ref) else {
            return;
        };
        for item in items.iter() {
            let DeValue::String(text) = item.get_ref() else {
                continue;
            };
            let Ok(seed) = CanonicalUrl::parse(text) else {
                continue;
            };
            let opened = seeds
                .iter()
                .any(|other| !looks_like_sitemap(other) && within(Scope::Host, other, &seed));
            if looks_like_sitemap(&seed) && !opened {
                self.fault(
                    item.span().start,
                    format!("`{seed}` nằm ngoài phạm vi: scope = \"prefix\" cần một trang cùng máy chủ trong seeds để mở phạm vi"),
                    format!("`{seed}` is out of scope: with scope = \"prefix\", seeds must hold a page of the same host that opens the scope"),
                );
            }
        }
    }

    /// Names every key that is not in `known`.
    fn known_keys(&mut self, table: &DeTable<'_>, prefix: &str, known: &[&str]) {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                self.fault(
                    key.span().start,
                    format!(
                        "không có khóa `{prefix}{name}`; các khóa dùng được: {}",
                        known.join(", ")
                    ),
                    format!(
                        "unknown key `{prefix}{name}`; known are {}",
                        known.join(", ")
                    ),
                );
            }
        }
    }

    fn wrong_type(&mut self, offset: usize, key: &str, vi: &str, en: &str) {
        self.fault(
            offset,
            format!("`{key}` phải là {vi}"),
            format!("`{key}` must be {en}"),
        );
    }

    fn required<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        key: &str,
        here: usize,
    ) -> Option<&'t Spanned<DeValue<'i>>> {
        let value = table.get(key);
        if value.is_none() {
            self.fault(
                here,
                format!("thiếu khóa `{key}` trong [source]"),
                format!("the key `{key}` is missing in [source]"),
            );
        }
        value
    }

    fn string(&mut self, table: &DeTable<'_>, key: &str, here: usize) -> Option<(String, usize)> {
        self.required(table, key, here)?;
        self.optional_string(table, key)
    }

    fn optional_string(&mut self, table: &DeTable<'_>, key: &str) -> Option<(String, usize)> {
        let value = table.get(key)?;
        let offset = value.span().start;
        match value.get_ref() {
            DeValue::String(text) => Some((text.to_string(), offset)),
            _ => {
                self.wrong_type(offset, key, "một chuỗi", "a string");
                None
            }
        }
    }

    /// Reads text that must say something: not empty, not dots alone.
    fn words(&mut self, table: &DeTable<'_>, key: &str, here: usize) -> Option<String> {
        let (text, offset) = self.string(table, key, here)?;
        let text = text.trim().to_owned();
        if !text.chars().any(char::is_alphanumeric) {
            self.fault(
                offset,
                format!("`{key}` để trống; hãy ghi rõ"),
                format!("`{key}` says nothing; write it out"),
            );
            return None;
        }
        if text.chars().count() > TEXT_CHARS_MAX {
            self.fault(
                offset,
                format!("`{key}` dài hơn {TEXT_CHARS_MAX} ký tự"),
                format!("`{key}` is longer than {TEXT_CHARS_MAX} characters"),
            );
            return None;
        }
        Some(text)
    }

    fn boolean(&mut self, table: &DeTable<'_>, key: &str) -> bool {
        match table
            .get(key)
            .map(|value| (value.span().start, value.get_ref()))
        {
            None => false,
            Some((_, DeValue::Boolean(value))) => *value,
            Some((offset, _)) => {
                self.wrong_type(offset, key, "true hoặc false", "true or false");
                false
            }
        }
    }

    fn number(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        default: u64,
        least: u64,
        most: u64,
    ) -> Option<u64> {
        let Some(value) = table.get(key) else {
            return Some(default);
        };
        let number = integer(value.get_ref())
            .and_then(|number| u64::try_from(number).ok())
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.wrong_type(
                value.span().start,
                key,
                &format!("số nguyên từ {least} đến {most}"),
                &format!("a whole number from {least} to {most}"),
            );
        }
        number
    }

    fn date(&mut self, table: &DeTable<'_>, key: &str, here: usize) -> Option<Date> {
        let value = self.required(table, key, here)?;
        let date = match value.get_ref() {
            // A quoted date means the same thing to the person who wrote it.
            DeValue::String(text) => text.parse().ok(),
            DeValue::Datetime(written) if written.time.is_none() => written.date.and_then(|date| {
                Date::new(
                    i16::try_from(date.year).ok()?,
                    i8::try_from(date.month).ok()?,
                    i8::try_from(date.day).ok()?,
                )
                .ok()
            }),
            _ => None,
        };
        if date.is_none() {
            self.wrong_type(
                value.span().start,
                key,
                "một ngày, ví dụ 2027-06-30",
                "a date, for example 2027-06-30",
            );
        }
        date
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}
