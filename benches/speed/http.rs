//! A client that costs next to nothing: one connection kept open, HTTP/1.1 by
//! hand, because the load generator shares the cores with the server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::report::Times;

pub struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("TCP_NODELAY");
        Self { stream: BufReader::new(stream) }
    }

    pub fn get(&mut self, path: &str) -> (Duration, Vec<u8>) {
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"))
    }

    /// Asks `/graphql`.
    pub fn post(&mut self, body: &str) -> (Duration, Vec<u8>) {
        let length = body.len();
        self.send(&format!(
            "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        ))
    }

    /// The time until the whole answer is there, and its body.
    fn send(&mut self, request: &str) -> (Duration, Vec<u8>) {
        let started = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes()).expect("the server reads");
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("the server answers");
        assert!(line.contains(" 200 "), "{line} to {request}");
        let mut length = 0;
        while line != "\r\n" {
            line.clear();
            self.stream.read_line(&mut line).expect("headers");
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        let time = started.elapsed();
        assert!(
            !body.starts_with(b"{\"errors\""),
            "{} to {request}",
            String::from_utf8_lossy(&body)
        );
        (time, body)
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
        clients.into_iter().for_each(|client| all.extend(client.join().expect("a client")));
        all
    })
}
