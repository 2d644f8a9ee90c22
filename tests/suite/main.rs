//! All integration tests, in one binary: real processes, real HTTP, data of our
//! own. Where the ministry's documents lie beside the repository, they are read
//! as well.

mod analysis;
mod attacks;
mod client;
mod commands;
mod coverage;
mod crash;
mod documentation;
mod documents;
mod export;
mod graphql;
mod kit;
mod laws;
mod layers;
mod reading;
mod relevance;
mod sample;
mod schema;
mod seed;
mod site;
mod transport;
