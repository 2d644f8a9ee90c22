//! Prints how good the order of results is: `cargo bench --bench relevance`.

#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../tests/suite/kit.rs"]
mod kit;
#[allow(dead_code, reason = "the tests check what is printed here")]
#[path = "../tests/suite/relevance.rs"]
mod relevance;

fn main() {
    relevance::print();
}
