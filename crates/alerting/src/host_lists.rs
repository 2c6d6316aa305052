//! Lists of hosts that rules name: files beside the watchlists.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use haidang_model::ContentHash;
use haidang_query::{HostFault, HostSet, Protected, read_host_list, read_protected_list};

use crate::{Fault, Needle, RuleText, Watchlist, watchlist::nearest};

/// Bytes of the largest file that is read; published lists of millions of hosts
/// have some 100 MB.
const FILE_BYTES_MAX: u64 = 256 * 1_024 * 1_024;

/// Files of one folder at most.
const FILES_MAX: usize = 1_000;

/// The protected list whose hosts no other list may hold: a list from outside
/// must not raise flags on a ministry.
const PROTECTED: &str = "duoc-bao-ve";

/// The lists of hosts that rules may name, by the stems of their files. Each is
/// read when the first rule names it: a file says by nothing but its use
/// whether it lists hosts (`hosts`) or protected bodies (`protects`).
///
/// Immutable and cheap to clone; the default has none.
#[derive(Clone, Debug, Default)]
pub struct HostLists(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// Where lists were looked for, for messages.
    places: Vec<String>,
    lists: BTreeMap<String, ListFile>,
}

/// One file. What is read of it is kept.
#[derive(Debug)]
struct ListFile {
    file: String,
    text: String,
    digest: ContentHash,
    hosts: OnceLock<Result<Arc<HostSet>, Vec<Fault>>>,
    protected: OnceLock<Result<Arc<Protected>, Vec<Fault>>>,
}

impl ListFile {
    fn new(file: String, text: String) -> ListFile {
        ListFile {
            digest: ContentHash::of(text.as_bytes()),
            file,
            text,
            hosts: OnceLock::new(),
            protected: OnceLock::new(),
        }
    }

    fn faults(&self, found: Vec<HostFault>) -> Vec<Fault> {
        let place = |fault: HostFault| Fault {
            file: self.file.clone(),
            line: fault.line as usize,
            column: fault.column as usize,
            vi: fault.vi,
            en: fault.en,
        };
        let mut faults: Vec<Fault> = found.into_iter().map(place).collect();
        faults.sort();
        faults
    }

    fn protected(&self) -> Result<Arc<Protected>, Vec<Fault>> {
        let read = || {
            let list = read_protected_list(&self.text);
            if list.faults.is_empty() {
                Ok(Arc::new(Protected::new(list.hosts)))
            } else {
                Err(self.faults(list.faults))
            }
        };
        self.protected.get_or_init(read).clone()
    }
}

impl HostLists {
    /// Takes lists by file names and texts, such as those that come with the
    /// program.
    pub fn of_texts<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> HostLists {
        let mut inner = Inner::default();
        for (file, text) in files {
            let list = ListFile::new(file.to_owned(), text.to_owned());
            let name = file.strip_suffix(".txt").unwrap_or(file);
            inner.lists.insert(name.to_owned(), list);
        }
        HostLists(Arc::new(inner))
    }

    /// Reads every `*.txt` of the folders; a folder that is not there holds no
    /// list. Where two have a list of one name, the earlier folder's counts,
    /// and any folder's before one of `shipped`.
    ///
    /// # Errors
    /// Every folder and file that cannot be read, is too large, or is not
    /// UTF-8, at 1:1. What is wrong inside a list is a fault once a rule names it.
    pub fn load(folders: &[PathBuf], shipped: &HostLists) -> Result<HostLists, Vec<Fault>> {
        let mut inner = Inner::default();
        let mut faults = Vec::new();
        for folder in folders {
            inner.places.push(folder.display().to_string());
            if !folder.is_dir() {
                continue;
            }
            let paths = match text_files(folder) {
                Ok(paths) => paths,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            for path in paths {
                let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) else {
                    continue;
                };
                if inner.lists.contains_key(name) {
                    continue;
                }
                match read(&path) {
                    Ok(text) => {
                        let list = ListFile::new(path.display().to_string(), text);
                        inner.lists.insert(name.to_owned(), list);
                    }
                    Err(fault) => faults.push(fault),
                }
            }
        }
        for (name, list) in &shipped.0.lists {
            let behind = || ListFile::new(list.file.clone(), list.text.clone());
            inner.lists.entry(name.clone()).or_insert_with(behind);
        }
        if faults.is_empty() {
            Ok(HostLists(Arc::new(inner)))
        } else {
            Err(faults)
        }
    }

    /// Returns the folders in which the lists of the watchlists of `dir` stand:
    /// `hosts` inside it, then `hosts` beside it.
    pub fn folders_of(dir: &Path) -> Vec<PathBuf> {
        // `..` and not the parent of the path: `.` has one too.
        vec![dir.join("hosts"), dir.join("..").join("hosts")]
    }

    /// Returns how many hosts the list of this name has; `None` when there is no
    /// such list, or it has faults.
    pub fn host_count(&self, name: &str) -> Option<usize> {
        Some(self.read_hosts(name)?.ok()?.len())
    }

    /// As [`HostLists::host_count`], of a list of protected hosts.
    pub fn protected_count(&self, name: &str) -> Option<usize> {
        Some(self.0.lists.get(name)?.protected().ok()?.len())
    }

    /// Tells what is wrong with the lists that a watchlist names: those that are
    /// not there, at the place of their name in the watchlist, and every fault
    /// of the others, at its place in their file. To be empty before
    /// [`crate::Watch`] is made.
    pub(crate) fn faults(&self, watchlist: &Watchlist) -> Vec<Fault> {
        let mut faults = Vec::new();
        for rule in &watchlist.rules {
            let (needle, found) = match &rule.body {
                RuleText::Hosts(list) => (list, self.read_hosts(&list.text).map(Result::err)),
                RuleText::LookAlikes(list) => {
                    let file = self.0.lists.get(&list.text);
                    (list, file.map(|file| file.protected().err()))
                }
                _ => continue,
            };
            match found {
                Some(found) => faults.extend(found.into_iter().flatten()),
                None => faults.push(self.missing(watchlist, rule.id.as_str(), needle)),
            }
        }
        faults
    }

    fn missing(&self, watchlist: &Watchlist, rule: &str, needle: &Needle) -> Fault {
        let name = &needle.text;
        let known: Vec<&str> = self.0.lists.keys().map(String::as_str).collect();
        let (vi_near, en_near) = match nearest(name, &known) {
            Some(near) => (
                format!("; có phải `{near}`?"),
                format!("; did you mean `{near}`?"),
            ),
            None => (String::new(), String::new()),
        };
        let places = self.0.places.join("`, `");
        let (vi_place, en_place) = if places.is_empty() {
            (
                "các danh sách đi kèm".to_owned(),
                "among those that come with the program".to_owned(),
            )
        } else {
            (format!("`{places}`"), format!("in `{places}`"))
        };
        Fault {
            file: watchlist.file.clone(),
            line: needle.place.start.line,
            column: needle.place.start.column,
            vi: format!(
                "luật `{rule}` dùng danh sách máy chủ `{name}`, không có tệp {name}.txt trong {vi_place}{vi_near}"
            ),
            en: format!(
                "rule `{rule}` names the list of hosts `{name}`; there is no {name}.txt {en_place}{en_near}"
            ),
        }
    }

    /// Returns the set of a list; empty when there is no such list.
    pub(crate) fn hosts(&self, name: &str) -> Arc<HostSet> {
        let read = self.read_hosts(name).and_then(Result::ok);
        read.unwrap_or_default()
    }

    /// Returns the protected hosts of a list; none when there is no such list.
    pub(crate) fn protected(&self, name: &str) -> Arc<Protected> {
        let list = self.0.lists.get(name);
        let read = list.and_then(|list| list.protected().ok());
        read.unwrap_or_default()
    }

    fn read_hosts(&self, name: &str) -> Option<Result<Arc<HostSet>, Vec<Fault>>> {
        let file = self.0.lists.get(name)?;
        let read = || {
            let protected = match self.0.lists.get(PROTECTED) {
                Some(list) => list.protected()?,
                None => Arc::default(),
            };
            let mut list = read_host_list(&file.text);
            let (set, left_out) = HostSet::build(list.hosts, list.exceptions, |host| {
                protected.is_own(host) || host.site().is_official()
            });
            list.faults.extend(left_out);
            if list.faults.is_empty() {
                Ok(Arc::new(set))
            } else {
                Err(file.faults(list.faults))
            }
        };
        Some(file.hosts.get_or_init(read).clone())
    }

    /// Returns what tells the lists that a watchlist names from others of the
    /// same names.
    pub(crate) fn digests(&self, watchlist: &Watchlist) -> Vec<String> {
        let digest = |name: &str| self.0.lists.get(name).map(|list| list.digest.to_string());
        let of_rule = |body: &RuleText| match body {
            // What is protected is left out of lists of hosts.
            RuleText::Hosts(list) => vec![digest(&list.text), digest(PROTECTED)],
            RuleText::LookAlikes(list) => vec![digest(&list.text)],
            _ => Vec::new(),
        };
        let rules = watchlist.rules.iter();
        rules
            .flat_map(|rule| of_rule(&rule.body))
            .flatten()
            .collect()
    }
}

/// Lists the files of a folder that end in `.txt`, sorted by name.
fn text_files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let unreadable = |error: std::io::Error| {
        whole(
            folder,
            format!("không đọc được thư mục danh sách máy chủ: {error}"),
            format!("cannot read the folder of lists of hosts: {error}"),
        )
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            paths.push(path);
        }
        if paths.len() > FILES_MAX {
            return Err(whole(
                folder,
                format!("thư mục có hơn {FILES_MAX} danh sách máy chủ"),
                format!("the folder holds more than {FILES_MAX} lists of hosts"),
            ));
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|opened| opened.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(|error| {
            whole(
                path,
                format!("không đọc được tệp: {error}"),
                format!("cannot read the file: {error}"),
            )
        })?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(whole(
            path,
            format!("tệp lớn hơn {FILE_BYTES_MAX} byte"),
            format!("the file is larger than {FILE_BYTES_MAX} bytes"),
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        whole(
            path,
            format!("tệp không phải UTF-8: {error}"),
            format!("the file is not UTF-8: {error}"),
        )
    })
}

/// A fault of a folder or file as a whole.
fn whole(path: &Path, vi: String, en: String) -> Fault {
    Fault {
        file: path.display().to_string(),
        line: 1,
        column: 1,
        vi,
        en,
    }
}
