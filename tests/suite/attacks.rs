//! What would end or freeze a server that trusts its library: refused at once, by
//! name, while others are answered.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::kit::{Data, Server};

/// Documents with the code and the limit that they are refused by.
fn documents() -> Vec<(&'static str, String, &'static str, &'static str)> {
    let repeated = |piece: &dyn Fn(usize) -> String, times: usize| -> String {
        (0..times).map(piece).collect()
    };
    // 28 levels: below the 32 at which the library itself refuses nesting.
    let bomb = |leaf: &str| {
        let chain =
            repeated(&|i| format!("fragment F{i} on Query {{ ...F{n} ...F{n} }} ", n = i + 1), 28);
        format!("{{ ...F0 }} {chain} fragment F28 on Query {{ {leaf} }}")
    };
    let nested = |open: &str, close: &str, times: usize| {
        format!("{}{}", open.repeat(times), close.repeat(times))
    };
    let introspection = "fields { name type { ".repeat(3) + "name" + &" } }".repeat(3);
    vec![
        ("fragments that spread each other twice", bomb("__typename"), "LIMIT_EXCEEDED", "selections"),
        ("the same with a spread that leads nowhere", bomb("...Nowhere"), "LIMIT_EXCEEDED", "selections"),
        ("fragments in a circle", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".into(), "GRAPHQL_VALIDATION_FAILED", ""),
        ("a document of 16 kilobytes", format!("{{ {} }}", repeated(&|i| format!("a{i}:__typename "), 1_300)), "LIMIT_EXCEEDED", "bytes"),
        ("some aliases", format!("{{ about {{ {} }} }}", repeated(&|i| format!("a{i}:version "), 100)), "LIMIT_EXCEEDED", "aliases"),
        ("many directives", format!("{{ __typename {} }}", "@a ".repeat(4_000)), "LIMIT_EXCEEDED", "directives"),
        ("fields within fields", nested("{ events { nodes ", "} }", 250), "LIMIT_EXCEEDED", "nesting"),
        ("a deep question", format!("{}__typename{}", "{ events { nodes { consulate ".repeat(6), "} } }".repeat(6)), "LIMIT_EXCEEDED", "depth"),
        ("lists within lists", format!("{{ event(slug: {}) {{ slug }} }}", nested("[", "]", 3_000)), "LIMIT_EXCEEDED", "nesting"),
        ("objects within objects", format!("{{ events(filter: {}) {{ totalCount }} }}", nested("{a:", "}", 1_500)), "LIMIT_EXCEEDED", "nesting"),
        ("brackets alone", "{".repeat(10_000), "LIMIT_EXCEEDED", "nesting"),
        ("white space", " ".repeat(20 << 10) + "{ __typename }", "LIMIT_EXCEEDED", "bytes"),
        ("types of types", format!("{{ __schema {{ types {{ {introspection} }} }} }}"), "LIMIT_EXCEEDED", "introspection lists"),
        ("the schema over and over", format!("{{ {} }}", repeated(&|i| format!("a{i}: __schema {{ description }} "), 10)), "LIMIT_EXCEEDED", "introspections"),
        ("pages of pages", "{ events(first: 100) { nodes { consulate { events(first: 100) { nodes { slug consulate { events(first: 100) { totalCount } } } } } } } }".into(), "LIMIT_EXCEEDED", "cost"),
        ("an endless page", "{ events(first: 2147483647) { totalCount } }".into(), "BAD_USER_INPUT", ""),
        ("less than nothing", "{ events(last: -1) { totalCount } }".into(), "BAD_USER_INPUT", ""),
        ("unknown fields", format!("{{ about {{ {} }} }}", repeated(&|i| format!("x{i} "), 1_900)), "GRAPHQL_VALIDATION_FAILED", ""),
    ]
}

#[test]
fn documents_beyond_measure_are_refused_at_once() {
    let data = Data::new();
    let server = data.serve();
    for (name, document, code, limit) in documents() {
        let started = Instant::now();
        let answer = server.ask(&document, json!({}));
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], code, "{name}: {error}");
        let expected = if limit.is_empty() { Value::Null } else { json!(limit) };
        assert_eq!(error["extensions"]["limit"], expected, "{name}");
        assert!(answer["errors"].as_array().unwrap().len() <= 20, "{name}");
        assert!(error["message"].as_str().unwrap().chars().count() <= 501, "{name}");
        // Far from the seconds that each of these takes a server without limits; a
        // debug build beside other tests is no place for milliseconds.
        assert!(started.elapsed() < Duration::from_secs(3), "{name}: {:?}", started.elapsed());
    }
    server.query("{ __typename }", json!({}));
}

#[test]
fn variables_beyond_measure_are_refused() {
    let data = Data::new();
    let server = data.serve();
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    let body = format!(r#"{{"query":"{{ __typename }}","variables":{{"a":{deep}}}}}"#);
    let mut answer = Server::agent()
        .post(format!("{}/graphql", server.url))
        .header("content-type", "application/json")
        .send(body)
        .unwrap();
    assert_eq!(answer.status().as_u16(), 400);
    let answer: Value = answer.body_mut().read_json().unwrap();
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

const HEAD: &str =
    "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";

/// Who sends slowly is not waited for; who sends too much is not read.
#[test]
fn slow_and_endless_requests_are_ended() {
    let data = Data::new();
    let server = data.serve_with(&["--head-time", "0.5", "--body-time", "0.5"]);
    for (name, sent, expected) in [
        ("half a head", "POST /graphql HT".to_owned(), ""),
        ("half a body", format!("{HEAD}content-length: 100\r\n\r\n{{"), "HTTP/1.1 408"),
        (
            "a body said to be huge",
            format!("{HEAD}content-length: 52428800\r\n\r\n"),
            "HTTP/1.1 413",
        ),
        (
            "chunks without end",
            format!("{HEAD}transfer-encoding: chunked\r\n\r\n50000\r\n{}", " ".repeat(0x50000)),
            "HTTP/1.1 413",
        ),
    ] {
        let mut stream = connect(&server);
        // The server may close before it has read all that is sent.
        let _ = stream.write_all(sent.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with(expected), "{name}: {answer}");
        server.query("{ __typename }", json!({}));
    }
}

#[test]
fn connections_beyond_the_limit_are_closed() {
    let data = Data::new();
    let server = data.serve_with(&["--max-connections", "3", "--head-time", "2"]);
    let idle: Vec<TcpStream> = (0..3).map(|_| connect(&server)).collect();
    let mut refused = connect(&server);
    assert_eq!(refused.read(&mut [0]).unwrap_or(0), 0);
    drop(idle);
    let deadline = Instant::now() + Duration::from_secs(10);
    let request = format!(
        "{HEAD}content-length: 26\r\nconnection: close\r\n\r\n{{\"query\":\"{{ __typename }}\"}}"
    );
    loop {
        let mut stream = connect(&server);
        let _ = stream.write_all(request.as_bytes());
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        if answer.starts_with("HTTP/1.1 200") {
            break;
        }
        assert!(Instant::now() < deadline, "no place was given back: {answer}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Beside four clients that ask the dearest question allowed, others are answered.
#[test]
fn others_are_answered_while_dear_questions_run() {
    let data = Data::seeded();
    let server = data.serve();
    let dear = "{ search(query: \"日\", first: 100) { nodes { ... on Event { related(first: 5) { score } } } facets { organisations { label count } } } }";
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..2 {
                    server.ask(dear, json!({}));
                }
            });
        }
        for _ in 0..5 {
            let answer = server.ask("{ state(code: \"TX\") { code } }", json!({}));
            assert_eq!(answer["data"]["state"]["code"], "TX", "{answer}");
        }
    });
}
