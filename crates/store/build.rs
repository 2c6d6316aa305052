//! Builds the crate anew when a migration was added: the migrations are
//! embedded, and the compiler does not watch folders by itself.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
