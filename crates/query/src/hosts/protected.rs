//! Hosts that are made to be taken for a protected one.

mod brand;
mod letters;
mod list;
mod near;
mod trade;
mod trie;
mod weigh;

use std::{cell::RefCell, collections::HashSet, fmt};

use haidang_model::{Confidence, Host};

use brand::Brand;
use letters::Letters;
use near::Near;
use trade::Trade;
use trie::Trie;

pub use list::{ProtectedList, read_protected_list};

/// A host that others pretend to be: a bank, a wallet, an office, a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedHost {
    /// The host, known by the first label of its registrable domain.
    pub host: Host,
    /// Further names, lower-case letters and digits: `vcb`.
    pub names: Vec<String>,
    /// Further hosts that the body really has, with all below them.
    pub also: Vec<Host>,
    /// The name is made of ordinary words although it does not look so.
    pub common: bool,
}

/// The trick by which a host looks like a protected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// The whole protected host before a foreign one:
    /// `vietcombank.com.vn.a.example`.
    FullName,
    /// The name as a label of a foreign host: `vietcombank.vn-a.example`.
    SubDomain,
    /// Letters that look alike: `vietcornbank`, `v1etcombank`, other
    /// alphabets.
    Confusable,
    /// A letter missing, added, doubled, changed or swapped.
    Edited,
    /// The ending of the protected host run together with its name:
    /// `vietcombankcomvn`.
    DotsLost,
    /// The name parted by hyphens: `viet-combank`.
    Hyphenated,
    /// The name with words around it: `vietcombank-xacthuc`, `myvietcombank`.
    AddedWords,
    /// The name alone under another ending: `vietcombank.example`.
    OtherEnding,
}

impl How {
    /// Returns the stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            How::FullName => "full-name",
            How::SubDomain => "sub-domain",
            How::Confusable => "confusable",
            How::Edited => "edited",
            How::DotsLost => "dots-lost",
            How::Hyphenated => "hyphenated",
            How::AddedWords => "added-words",
            How::OtherEnding => "other-ending",
        }
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a host looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookAlike<'p> {
    /// The protected host.
    pub protected: &'p Host,
    /// The surest trick.
    pub how: How,
    /// How sure it is that the host was made to deceive, from .4 on. Judged by
    /// hand, not calibrated: the trick and the company of the name decide.
    pub confidence: Confidence,
}

/// Protected hosts, ready for telling hosts that look like them.
///
/// A host is looked at once, from each of its letters into a trie of names,
/// and its parts are looked up in the neighbourhood of names for edits; the
/// number of protected hosts hardly matters.
///
/// ```
/// use haidang_model::Host;
/// use haidang_query::{How, Protected, ProtectedHost};
/// let protected = Protected::new(vec![ProtectedHost {
///     host: Host::parse("vietcombank.com.vn")?,
///     names: Vec::new(),
///     also: Vec::new(),
///     common: false,
/// }]);
/// let how = |host: &str| {
///     let host = Host::parse(host).ok()?;
///     protected.look_alike(&host).map(|found| found.how)
/// };
/// assert_eq!(how("vietcombank.vn-gss.club"), Some(How::SubDomain));
/// assert_eq!(how("vietcornbank.com"), Some(How::Confusable));
/// assert_eq!(how("portal.vietcombank.com.vn"), None);
/// # Ok::<(), haidang_model::InvalidHost>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Protected {
    hosts: Vec<ProtectedHost>,
    /// The registrable domains of protected hosts, and the hosts they have
    /// besides.
    own: HashSet<Box<str>>,
    brands: Vec<Brand>,
    names: Trie,
    looks: Trie,
    near: Near,
    trade: Trade,
}

/// Everything else is made of the hosts.
impl PartialEq for Protected {
    fn eq(&self, other: &Protected) -> bool {
        self.hosts == other.hosts
    }
}

impl Eq for Protected {}

thread_local! {
    /// The letters of the host at hand; kept, so that looking allocates
    /// nothing.
    static LETTERS: RefCell<Letters> = RefCell::default();
}

impl Protected {
    /// Compiles protected hosts. A name that two hosts have is the first's.
    pub fn new(hosts: Vec<ProtectedHost>) -> Protected {
        let mut protected = Protected::default();
        for (number, host) in hosts.iter().enumerate() {
            protected.own.insert(host.host.site().as_str().into());
            let also = host.also.iter().map(Host::as_str);
            protected.own.extend(also.map(Box::from));
            let of_host = name_of(&host.host);
            let names = of_host
                .into_iter()
                .chain(host.names.iter().map(String::as_str));
            for name in names {
                protected.add(name, number as u32, host);
            }
        }
        protected.hosts = hosts;
        protected
    }

    fn add(&mut self, name: &str, number: u32, host: &ProtectedHost) {
        let Some(brand) = Brand::new(name, number, &host.host, host.common) else {
            return;
        };
        if self.names.number(&brand.letters).is_some() {
            return;
        }
        let at = self.brands.len() as u32;
        self.names.add(&brand.letters, at);
        self.looks.add(&brand.looks, at);
        if brand.stands_out() {
            self.near.add(&brand.looks, at);
        }
        if brand.ordinary && !brand.is_short() {
            // Two offices in one name: `dichvucongbaohiemxahoi`.
            self.trade.add_bait(&brand.letters);
        }
        self.brands.push(brand);
    }

    /// Returns how many hosts are protected.
    pub fn len(&self) -> usize {
        self.hosts.len()
    }

    /// Tells whether none are.
    pub fn is_empty(&self) -> bool {
        self.hosts.is_empty()
    }

    /// Tells whether a host is one of the protected bodies' own: in a
    /// protected registrable domain, or in a host they have besides.
    pub fn is_own(&self, host: &Host) -> bool {
        let mut rest = host.as_str();
        loop {
            if self.own.contains(rest) {
                return true;
            }
            match rest.split_once('.') {
                Some((_, above)) => rest = above,
                None => return false,
            }
        }
    }

    /// Tells whether a host was made to be taken for a protected one, and for
    /// which: the surest trick. `None` for the bodies' own hosts, for IP
    /// addresses, and for state and school hosts (`.gov.vn`, `.edu.vn`), which
    /// nobody else can have.
    ///
    /// Linear in the host but for the edits of short parts; no allocation for
    /// hosts of ASCII letters.
    pub fn look_alike(&self, host: &Host) -> Option<LookAlike<'_>> {
        let suffix = host.public_suffix()?;
        let name = host.as_str().strip_suffix(suffix)?.strip_suffix('.')?;
        let found = LETTERS.with_borrow_mut(|letters| {
            letters.read(name);
            weigh::surest(self, letters, host, suffix)
        });
        // A host that holds a protected one whole holds its name too, so nothing
        // more need be looked for in the many that hold none.
        let found = found.map(|found| self.full_name(host).unwrap_or(found))?;
        let foreign = !self.is_own(host) && !is_official(suffix);
        let protected = &self.hosts.get(found.host as usize)?.host;
        foreign.then_some(LookAlike {
            protected,
            how: found.how,
            confidence: Confidence::from_permille(found.permille),
        })
    }

    /// A protected host whole, before a foreign one.
    fn full_name(&self, host: &Host) -> Option<weigh::Found> {
        let labels = host.as_str().split('.');
        let mut start = 0;
        for label in labels {
            let rest = host.as_str().get(start..)?;
            start += label.len() + 1;
            let letters: Vec<u8> = label.bytes().filter(u8::is_ascii_alphanumeric).collect();
            let Some(at) = self.names.number(&letters) else {
                continue;
            };
            let number = self.brands.get(at as usize)?.host;
            let whole = self.hosts.get(number as usize)?.host.site();
            let behind = rest.strip_prefix(whole.as_str());
            if behind.is_some_and(|behind| behind.starts_with(['.', '-'])) {
                return Some(weigh::Found {
                    host: number,
                    how: How::FullName,
                    permille: 950,
                    length: letters.len(),
                });
            }
        }
        None
    }
}

/// The name under which a host is known: the label before its public suffix.
fn name_of(host: &Host) -> Option<&str> {
    let name = host.as_str().strip_suffix(host.public_suffix()?)?;
    name.strip_suffix('.')?.rsplit('.').next()
}

fn is_official(suffix: &str) -> bool {
    let within = |of: &str| {
        suffix
            .strip_suffix(of)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    within("gov.vn") || within("edu.vn")
}
