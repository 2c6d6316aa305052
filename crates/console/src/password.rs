//! Passwords: argon2id, off the async threads, a few at a time.

use std::sync::{LazyLock, OnceLock};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::ConsoleError;

/// Characters of the shortest password. NIST SP 800-63B rev. 4 asks for 15
/// where the password stands alone and 8 at the very least; 12 with the
/// lock-out of this console.
pub const MIN_PASSWORD_CHARS: usize = 12;

/// Bytes of the longest password that is hashed, so that nobody can make the
/// server hash a book.
const MAX_PASSWORD_BYTES: usize = 256;

/// Hashings at one time: each takes 19 MiB (the defaults of the `argon2`
/// crate, which are those of OWASP's cheat sheet) and a core.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// It has fewer than [`MIN_PASSWORD_CHARS`] characters.
    #[error("the password has fewer than {MIN_PASSWORD_CHARS} characters")]
    TooShort,
    /// It has more than 256 bytes.
    #[error("the password has more than {MAX_PASSWORD_BYTES} bytes")]
    TooLong,
    /// It holds the log-in name.
    #[error("the password contains the log-in name")]
    HoldsName,
    /// It is one character over and over.
    #[error("the password repeats one character")]
    Monotone,
}

impl PasswordFault {
    /// Returns the key of the words that say so on screen.
    pub(crate) fn key(self) -> &'static str {
        match self {
            PasswordFault::TooShort => "password-too-short",
            PasswordFault::TooLong => "password-too-long",
            PasswordFault::HoldsName => "password-holds-name",
            PasswordFault::Monotone => "password-monotone",
        }
    }
}

/// Checks a new password of `name`.
pub(crate) fn check_password(name: &str, password: &str) -> Result<(), PasswordFault> {
    if password.len() > MAX_PASSWORD_BYTES {
        return Err(PasswordFault::TooLong);
    }
    if password.chars().count() < MIN_PASSWORD_CHARS {
        return Err(PasswordFault::TooShort);
    }
    let first = password.chars().next();
    if password.chars().all(|letter| Some(letter) == first) {
        return Err(PasswordFault::Monotone);
    }
    // Names of one or two letters are in half of all words.
    if name.len() > 2 && password.to_lowercase().contains(&name.to_lowercase()) {
        return Err(PasswordFault::HoldsName);
    }
    Ok(())
}

/// Hashes a password with argon2id and a random salt; returns a PHC string.
/// Checks nothing: one-time secrets have their own form.
///
/// # Errors
/// When the operating system has no randomness for the salt, or a thread
/// cannot be had.
pub async fn hash_password(password: &str) -> Result<String, ConsoleError> {
    let password = password.to_owned();
    on_hashing_thread(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    })
    .await?
    .map_err(|error| ConsoleError::internal("hash a password", error))
}

/// A hash that no password has, for names that do not exist: verifying against
/// it takes as long as against a real one.
static NOBODY: LazyLock<OnceLock<String>> = LazyLock::new(OnceLock::new);

/// Tells whether `password` is the one behind `hash`. With `None`, does the
/// same work and says no, so that an unknown name takes as long as a known one.
///
/// # Errors
/// When a thread cannot be had. A hash that does not parse counts as no.
pub async fn verify_password(password: &str, hash: Option<&str>) -> Result<bool, ConsoleError> {
    if password.len() > MAX_PASSWORD_BYTES {
        return Ok(false);
    }
    let password = password.to_owned();
    let known = hash.map(str::to_owned);
    on_hashing_thread(move || {
        let exists = known.is_some();
        let hash = known.unwrap_or_else(|| {
            NOBODY
                .get_or_init(|| {
                    Argon2::default()
                        .hash_password(b"nobody has this password")
                        .map(|hash| hash.to_string())
                        .unwrap_or_default()
                })
                .clone()
        });
        let fits = PasswordHash::new(&hash).is_ok_and(|parsed| {
            Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
        });
        fits & exists
    })
    .await
}

async fn on_hashing_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ConsoleError> {
    let _permit = HASHING
        .acquire()
        .await
        .map_err(|error| ConsoleError::internal("wait for a hashing thread", error))?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| ConsoleError::internal("run a hashing thread", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused() {
        for (name, password, expected) in [
            ("lan", "short", Err(PasswordFault::TooShort)),
            ("lan", "mười-một-kt", Err(PasswordFault::TooShort)),
            ("lan", "mười-hai-ktự", Ok(())),
            ("lan", "xin-chao-LAN-2026", Err(PasswordFault::HoldsName)),
            ("a", "ngọn-hải-đăng", Ok(())),
            ("lan", "aaaaaaaaaaaaaa", Err(PasswordFault::Monotone)),
        ] {
            assert_eq!(check_password(name, password), expected, "{password}");
        }
        assert_eq!(
            check_password("lan", &"ab".repeat(129)),
            Err(PasswordFault::TooLong)
        );
        assert_eq!(check_password("lan", &"ab".repeat(128)), Ok(()));
    }

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let hash = hash_password("ngọn hải đăng").await.unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        for (password, hash, fits) in [
            ("ngọn hải đăng", Some(hash.as_str()), true),
            ("ngon hai dang", Some(hash.as_str()), false),
            ("ngọn hải đăng", None, false),
            ("nobody has this password", None, false),
            ("ngọn hải đăng", Some("not a hash"), false),
        ] {
            assert_eq!(
                verify_password(password, hash).await.unwrap(),
                fits,
                "{password}"
            );
        }
    }
}
