//! A client that costs next to nothing: one connection kept open, HTTP/1.1 by
//! hand, because the load generator shares the cores with the server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::figures::Times;

pub struct Connection {
    stream: BufReader<TcpStream>,
}

/// How a body is sent.
enum Length {
    Known(usize),
    Chunked,
}

impl Connection {
    pub fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("TCP_NODELAY");
        Self { stream: BufReader::new(stream) }
    }

    pub fn get(&mut self, path: &str) -> (Duration, Vec<u8>) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"))
    }

    /// Asks `/graphql`.
    pub fn post(&mut self, body: &str) -> (Duration, Vec<u8>) {
        let length = body.len();
        self.ask(&format!(
            "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        ))
    }

    /// Takes a download, for so long at most: its bytes, and whether that is all.
    pub fn download(mut self, path: &str, at_most: Duration) -> (u64, bool) {
        let started = Instant::now();
        let length = self.send(&format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"));
        assert!(matches!(length, Length::Chunked), "{path} is sent while it is made");
        let mut bytes = 0;
        while started.elapsed() < at_most {
            match self.chunk() {
                0 => return (bytes, true),
                length => bytes += length,
            }
        }
        (bytes, false)
    }

    /// The time until the whole answer is there, and its body.
    fn ask(&mut self, request: &str) -> (Duration, Vec<u8>) {
        let started = Instant::now();
        let Length::Known(length) = self.send(request) else { panic!("no length to {request}") };
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        let time = started.elapsed();
        let has_failed = body.starts_with(b"{\"errors\"");
        assert!(!has_failed, "{} to {request}", String::from_utf8_lossy(&body));
        (time, body)
    }

    /// Sends a request and reads the head of its answer.
    fn send(&mut self, request: &str) -> Length {
        self.stream.get_mut().write_all(request.as_bytes()).expect("the server reads");
        let mut line = self.line();
        assert!(line.contains(" 200 "), "{line} to {request}");
        let mut length = Length::Known(0);
        while line != "\r\n" {
            line = self.line().to_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = Length::Known(value.trim().parse().expect("a length"));
            } else if line.starts_with("transfer-encoding: chunked") {
                length = Length::Chunked;
            }
        }
        length
    }

    /// Reads over the next part of a body; its length, 0 at the end.
    fn chunk(&mut self) -> u64 {
        let line = self.line();
        let length = u64::from_str_radix(line.trim(), 16).expect("a length");
        let line_end = 2;
        let mut chunk = self.stream.by_ref().take(length + line_end);
        std::io::copy(&mut chunk, &mut std::io::sink()).expect("a part of the body");
        length
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("the server answers");
        assert!(!line.is_empty(), "the server broke the connection");
        line
    }
}

/// A path with a query of names and values.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut values = form_urlencoded::Serializer::new(String::new());
    match query.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", values.extend_pairs(query).finish()),
    }
}

/// Asks from several connections at once, each beginning at another question.
pub fn load(address: &str, bodies: &[String], connections: usize, time: Duration) -> Times {
    let until = Instant::now() + time;
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..connections)
            .map(|number| {
                scope.spawn(move || {
                    let mut connection = Connection::open(address);
                    let mut times = Times::default();
                    let start = number * bodies.len() / connections;
                    for body in bodies.iter().cycle().skip(start) {
                        if Instant::now() > until {
                            break;
                        }
                        times.add(connection.post(body).0);
                    }
                    times
                })
            })
            .collect();
        let mut all = Times::default();
        clients.into_iter().for_each(|client| all.extend(&client.join().expect("a client")));
        all
    })
}
