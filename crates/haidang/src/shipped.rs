//! The watchlists and lists of hosts that come with the program, for when there
//! is no configuration folder.

use haidang_alerting::{Fault, HostLists, Watchlist};

/// Declares the shipped files; a test holds the list against the folder.
macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        /// File names and texts of the shipped watchlists.
        pub const FILES: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../../config/watchlists/", $name)))),+
        ];
    };
}

shipped! {
    "an-toan-tre-em.toml",
    "co-bac.toml",
    "gia-mao-dang-nhap.toml",
    "giay-to-gia.toml",
    "lua-dao.toml",
    "ma-doc.toml",
    "ma-tuy.toml",
    "mua-ban-cam.toml",
    "tai-khoan-du-lieu.toml",
    "tien-gia.toml",
    "tin-canh-bao.toml",
    "trang-bi-chen.toml",
    "vay-nang-lai.toml",
    "viec-lam-gia.toml",
    "vu-khi-phao.toml",
}

/// File names and texts of the shipped lists of hosts.
const HOST_FILES: &[(&str, &str)] = &[(
    "duoc-bao-ve.txt",
    include_str!("../../../config/hosts/duoc-bao-ve.txt"),
)];

/// Returns the shipped lists of hosts.
pub fn host_lists() -> HostLists {
    HostLists::of_texts(HOST_FILES.iter().copied())
}

/// Reads the shipped watchlists.
///
/// # Errors
/// Every fault of every file; a test shows that there is none.
pub fn watchlists() -> Result<Vec<Watchlist>, Vec<Fault>> {
    let mut lists = Vec::with_capacity(FILES.len());
    let mut faults = Vec::new();
    for (name, text) in FILES {
        match haidang_alerting::load_str(name, text) {
            Ok(list) => lists.push(list),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() {
        Ok(lists)
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder_and_has_no_faults() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/watchlists");
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".toml"))
            .collect();
        found.sort();
        let listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, found);
        assert_eq!(watchlists().unwrap().len(), FILES.len());
        let hosts = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/hosts");
        assert_eq!(std::fs::read_dir(hosts).unwrap().count(), HOST_FILES.len());
    }
}
