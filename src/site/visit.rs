//! One request for a page: where it goes, in which language, and what it asks.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::address::{Address, Parameters};
use super::failure::Failure;
use super::language::Language;
use crate::graphql::Schema;
use crate::knowledge::View;

/// What a page is made from: an address, and the public schema to ask.
pub struct Visit<'a> {
    schema: &'a Schema,
    view: &'a Arc<View>,
    pub address: Address,
}

impl<'a> Visit<'a> {
    pub fn new(schema: &'a Schema, view: &'a Arc<View>, address: Address) -> Self {
        Self { schema, view, address }
    }

    pub fn language(&self) -> Language {
        self.address.language
    }

    /// One of two wordings of the same.
    pub fn say<T>(&self, ja: T, en: T) -> T {
        self.language().pick(ja, en)
    }

    /// The first value of a parameter.
    pub fn asked(&self, name: &'a str) -> Option<&str> {
        self.address.parameters.first(name)
    }

    /// The address of another page in this language.
    pub fn to(&self, path: impl Into<String>) -> Address {
        self.to_asking(path, Parameters::default())
    }

    /// The address of another page in this language, asked for something.
    pub fn to_asking(&self, path: impl Into<String>, parameters: Parameters) -> Address {
        Address { language: self.language(), path: path.into(), parameters }
    }

    /// Asks an operation; `$language` is always given.
    ///
    /// # Errors
    /// As the API refuses it.
    pub fn ask<T: DeserializeOwned>(
        &self,
        operation: &str,
        variables: impl Into<Value>,
    ) -> Result<T, Failure> {
        let mut variables = variables.into();
        variables["language"] = json!(self.language());
        Ok(self.schema.ask(self.view, operation, variables)?)
    }
}
