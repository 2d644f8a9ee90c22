//! Addresses of the site: every state of a page is one.

use std::fmt;

use super::language::Language;

/// A page, by its path without the language, and what it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub language: Language,
    /// As `/events/fy2024-39`.
    pub path: String,
    pub parameters: Parameters,
}

impl Address {
    /// Reads the path and the query string of a request.
    pub fn parse(path: &str, query: &str) -> Self {
        let (language, path) = match path.strip_prefix("/en") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => (Language::En, rest),
            _ => (Language::Ja, path),
        };
        let path = format!("/{}", path.trim_matches('/'));
        Self { language, path, parameters: Parameters::parse(query) }
    }

    /// The path, cut at its slashes; none for the home page.
    pub fn segments(&self) -> Vec<&str> {
        self.path.split('/').filter(|segment| !segment.is_empty()).collect()
    }

    /// The same in another language.
    pub fn in_language(&self, language: Language) -> Self {
        Self { language, ..self.clone() }
    }

    /// The same page, asked for something else.
    pub fn asking(&self, parameters: Parameters) -> Self {
        Self { parameters, ..self.clone() }
    }
}

/// As it stands in a link, query string included.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let prefix = self.language.prefix();
        match (prefix, self.path.as_str()) {
            ("", path) => f.write_str(path)?,
            (prefix, "/") => f.write_str(prefix)?,
            (prefix, path) => write!(f, "{prefix}{path}")?,
        }
        write!(f, "{}", self.parameters)
    }
}

/// Named values, in the order of the address; a name may stand several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Values that are empty are left out: forms send every field that they have.
    pub fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        let said = pairs.filter(|(_, value)| !value.trim().is_empty());
        Self(said.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All values of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(found, _)| *found == name).map(|(_, value)| value)
    }

    /// The first value of a name.
    pub fn first<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|found| found == value)
    }

    /// With one more value of a name.
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.0.push((name.to_owned(), value.to_string()));
        self
    }

    /// With this value of a name and no other.
    pub fn set(self, name: &str, value: impl fmt::Display) -> Self {
        self.without(name).with(name, value)
    }

    /// Without any value of a name.
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(found, _)| found != name);
        self
    }

    /// With a value that was not there, or without one that was.
    pub fn toggled(mut self, name: &str, value: &str) -> Self {
        match self.has(name, value) {
            false => self.with(name, value),
            true => {
                self.0.retain(|(found, kept)| found != name || kept != value);
                self
            }
        }
    }

    /// Only what has a name that is wanted.
    pub fn retain(&mut self, wanted: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| wanted(name));
    }

    /// Only what has one of these names.
    pub fn only(mut self, names: &[&str]) -> Self {
        self.0.retain(|(found, _)| names.contains(&found.as_str()));
        self
    }
}

/// A query string with its question mark, or nothing.
impl fmt::Display for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        write!(f, "?{}", query.extend_pairs(self.iter()).finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_alike() {
        let same = [
            ("/", ""),
            ("/en", ""),
            ("/search", "query=%E5%8D%8A%E5%B0%8E%E4%BD%93&states=TX&states=CA"),
            ("/en/events/fy2024-39", "from=a+b"),
        ];
        for (path, query) in same {
            let address = Address::parse(path, query).to_string();
            let expected =
                if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
            assert_eq!(address, expected);
        }
    }

    #[test]
    fn only_a_whole_first_segment_is_a_language() {
        assert_eq!(Address::parse("/en/states", "").language, Language::En);
        assert_eq!(Address::parse("/energy", "").language, Language::Ja);
        assert_eq!(Address::parse("/en/states/", "").path, "/states");
    }

    #[test]
    fn a_value_is_toggled_by_itself() {
        let asked = Parameters::parse("states=TX&states=CA&query=&fiscalYears=2024");
        assert_eq!(
            asked.clone().toggled("states", "TX").to_string(),
            "?states=CA&fiscalYears=2024"
        );
        assert_eq!(
            asked.toggled("states", "NY").without("fiscalYears").to_string(),
            "?states=TX&states=CA&states=NY"
        );
    }
}
