//! Names of a to z and digits, found at every place of a text.

/// Symbols of a name: a to z, 0 to 9.
const SYMBOLS: usize = 36;

/// Nodes of the largest trie; children are told by 16 bits.
const NODES_MAX: usize = u16::MAX as usize;

/// A trie of short names, each with a number.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    /// The children of each node, one after the other; 0 is none, since the
    /// root is nobody's child.
    children: Vec<[u16; SYMBOLS]>,
    /// The number of the name that ends at a node.
    names: Vec<Option<u32>>,
}

impl Default for Trie {
    fn default() -> Trie {
        Trie {
            children: vec![[0; SYMBOLS]],
            names: vec![None],
        }
    }
}

impl Trie {
    /// Adds a name; the first number given to a name stays. False when the
    /// name holds something else than letters and digits, or the trie is full.
    pub(super) fn add(&mut self, name: &[u8], number: u32) -> bool {
        if self.children.len() + name.len() > NODES_MAX || name.is_empty() {
            return false;
        }
        let Some(symbols) = name
            .iter()
            .map(|byte| symbol(*byte))
            .collect::<Option<Vec<_>>>()
        else {
            return false;
        };
        let mut node = 0_usize;
        for symbol in symbols {
            let next = self.children.len() as u16;
            let Some(child) = self
                .children
                .get_mut(node)
                .and_then(|of| of.get_mut(symbol))
            else {
                return false;
            };
            if *child == 0 {
                *child = next;
                node = next as usize;
                self.children.push([0; SYMBOLS]);
                self.names.push(None);
            } else {
                node = *child as usize;
            }
        }
        if let Some(name) = self.names.get_mut(node) {
            name.get_or_insert(number);
        }
        true
    }

    /// Tells each name with which a text begins: its length and number,
    /// shorter ones first.
    pub(super) fn prefixes(&self, text: &[u8], mut tell: impl FnMut(usize, u32)) {
        let mut node = 0_usize;
        for (at, byte) in text.iter().enumerate() {
            let child = symbol(*byte)
                .and_then(|symbol| self.children.get(node)?.get(symbol))
                .copied()
                .unwrap_or(0);
            if child == 0 {
                return;
            }
            node = child as usize;
            if let Some(Some(number)) = self.names.get(node) {
                tell(at + 1, *number);
            }
        }
    }

    /// Returns the number of a whole name.
    pub(super) fn number(&self, name: &[u8]) -> Option<u32> {
        let mut found = None;
        self.prefixes(name, |length, number| {
            if length == name.len() {
                found = Some(number);
            }
        });
        found
    }
}

fn symbol(byte: u8) -> Option<usize> {
    match byte {
        b'a'..=b'z' => Some(usize::from(byte - b'a')),
        b'0'..=b'9' => Some(usize::from(byte - b'0') + 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_told_where_it_begins() {
        let mut trie = Trie::default();
        assert!(trie.add(b"viet", 1) && trie.add(b"vietcombank", 2) && trie.add(b"24h", 3));
        assert!(trie.add(b"viet", 9), "doubles are no fault");
        assert!(!trie.add(b"a-b", 4) && !trie.add(b"", 5));
        let mut told = Vec::new();
        trie.prefixes(b"vietcombankx", |length, number| {
            told.push((length, number))
        });
        assert_eq!(told, [(4, 1), (11, 2)]);
        assert_eq!(trie.number(b"24h"), Some(3));
        assert_eq!(trie.number(b"24"), None);
    }
}
