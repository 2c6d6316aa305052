use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Bytes of randomness in a one-time secret: 15 give 20 characters and 120
/// bits, beyond guessing and still typed by hand.
const SECRET_BYTES: usize = 15;

/// A random password that is shown once and must be changed at the first
/// log-in. Its `Debug` form does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeSecret {
    /// The log-in name it belongs to.
    pub name: String,
    secret: String,
}

impl OneTimeSecret {
    /// Draws a secret for `name` from the randomness of the operating system.
    ///
    /// # Errors
    /// When the operating system has none to give.
    pub fn draw(name: &str) -> Result<OneTimeSecret, getrandom::Error> {
        let mut bytes = [0; SECRET_BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(OneTimeSecret {
            name: name.to_owned(),
            secret: URL_SAFE_NO_PAD.encode(bytes),
        })
    }

    /// Returns the secret, to be shown to its owner and nobody else.
    pub fn reveal(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for OneTimeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OneTimeSecret")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Draws a token of 32 random bytes, written in 43 characters of base64url.
pub(crate) fn draw_token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_stay_out_of_logs() {
        let one = OneTimeSecret::draw("admin").unwrap();
        let two = OneTimeSecret::draw("admin").unwrap();
        assert_ne!(one.reveal(), two.reveal());
        assert_eq!(one.reveal().len(), 20);
        assert!(!format!("{one:?}").contains(one.reveal()));
        assert_eq!(draw_token().unwrap().len(), 43);
    }
}
