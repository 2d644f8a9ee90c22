//! Figures, and the tables that they stand in.

use std::time::Duration;

/// Tables in Markdown, printed as they come.
pub struct Report;

impl Report {
    pub fn begin(events: u64) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        println!("# {events} events on {cores} cores, all times in milliseconds");
        Self
    }

    pub fn table(&mut self, title: &str, columns: &[&str]) {
        println!("\n## {title}\n\n| {} |", columns.join(" | "));
        println!("|{}", "---|".repeat(columns.len()));
    }

    pub fn row(&mut self, name: &str, figures: &[String]) {
        println!("| {name} | {} |", figures.join(" | "));
    }
}

pub fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}

/// How long the same thing took, again and again.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn of(times: impl Iterator<Item = Duration>) -> Self {
        Self(times.collect())
    }

    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn median(&self) -> Option<f64> {
        self.at(0.5).map(|time| time.as_secs_f64())
    }

    pub fn percentile(&self, part: f64) -> String {
        self.at(part).map_or("-".to_owned(), ms)
    }

    /// p50, p95 and p99.
    pub fn percentiles(&self) -> [String; 3] {
        [0.5, 0.95, 0.99].map(|part| self.percentile(part))
    }

    fn at(&self, part: f64) -> Option<Duration> {
        let mut times = self.0.clone();
        times.sort_unstable();
        let place = (times.len() as f64 * part) as usize;
        times.get(place.min(times.len().saturating_sub(1))).copied()
    }
}
