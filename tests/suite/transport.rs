//! GraphQL over HTTP, and the other routes.

use std::io::{Read, Write};

use serde_json::json;

use crate::kit::{Data, Server};

struct Answer {
    status: u16,
    content_type: String,
    body: String,
}

fn send(server: &Server, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let request = headers.iter().fold(
        ureq::http::Request::builder().method(method).uri(format!("{}{path}", server.url)),
        |request, (name, value)| request.header(*name, *value),
    );
    let request = request.body(body.to_owned()).unwrap();
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .allow_non_standard_methods(true)
        .build()
        .into();
    let mut answer = agent.run(request).unwrap();
    Answer {
        status: answer.status().as_u16(),
        content_type: answer
            .headers()
            .get("content-type")
            .map_or("", |value| value.to_str().unwrap())
            .to_owned(),
        body: answer.body_mut().read_to_string().unwrap(),
    }
}

#[test]
fn requests_are_answered_by_status_and_media_type() {
    let data = Data::new();
    let server = data.serve();
    const JSON: (&str, &str) = ("content-type", "application/json");
    const OLD: (&str, &str) = ("accept", "application/json");
    const NEW: (&str, &str) = ("accept", "application/graphql-response+json");
    let good = r#"{"query":"{ __typename }"}"#;
    for (method, headers, body, status, media_type) in [
        ("POST", &[JSON][..], good, 200, "application/json; charset=utf-8"),
        (
            "POST",
            &[("content-type", "application/json; charset=UTF-8")],
            good,
            200,
            "application/json; charset=utf-8",
        ),
        ("POST", &[JSON, NEW], good, 200, "application/graphql-response+json; charset=utf-8"),
        ("POST", &[JSON, ("accept", "text/html")], good, 406, "application/json; charset=utf-8"),
        ("POST", &[("content-type", "text/plain")], good, 415, "application/json; charset=utf-8"),
        (
            "POST",
            &[("content-type", "application/x-www-form-urlencoded")],
            "query={__typename}",
            415,
            "application/json; charset=utf-8",
        ),
        ("POST", &[JSON], "{", 400, "application/json; charset=utf-8"),
        ("POST", &[JSON], r#"["{ __typename }"]"#, 400, "application/json; charset=utf-8"),
        ("POST", &[JSON], "{}", 400, "application/json; charset=utf-8"),
        (
            "POST",
            &[JSON],
            r#"{"query":"{ __typename }","variables":[]}"#,
            400,
            "application/json; charset=utf-8",
        ),
        (
            "POST",
            &[JSON, OLD],
            r#"{"query":"{ nothing }"}"#,
            200,
            "application/json; charset=utf-8",
        ),
        (
            "POST",
            &[JSON, NEW],
            r#"{"query":"{ nothing }"}"#,
            400,
            "application/graphql-response+json; charset=utf-8",
        ),
        (
            "POST",
            &[JSON, NEW],
            r#"{"query":"{"}"#,
            400,
            "application/graphql-response+json; charset=utf-8",
        ),
        ("PUT", &[JSON], good, 405, ""),
    ] {
        let answer = send(&server, method, "/graphql", headers, body);
        assert_eq!(
            (answer.status, answer.content_type.as_str()),
            (status, media_type),
            "{headers:?} {body}"
        );
    }
}

/// The length that is announced suffices: not a byte of the body is waited for.
#[test]
fn a_body_that_is_too_large_is_refused_unread() {
    let data = Data::new();
    let server = data.serve();
    let address = server.url.trim_start_matches("http://");
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let head = "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 300000\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let mut status = [0; 12];
    stream.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 413");
}

#[test]
fn queries_may_be_asked_by_get() {
    let data = Data::new();
    let server = data.serve();
    let query = "/graphql?query=query%20A%20%7B%20__typename%20%7D%20query%20B%28%24c%3A%20String%21%29%20%7B%20state%28code%3A%20%24c%29%20%7B%20code%20%7D%20%7D&operationName=B&variables=%7B%22c%22%3A%22TX%22%7D";
    assert_eq!(send(&server, "GET", query, &[], "").body, r#"{"data":{"state":{"code":"TX"}}}"#);
    let mutation = "/graphql?query=mutation%20%7B%20x%20%7D";
    assert!(send(&server, "GET", mutation, &[], "").body.contains("GRAPHQL_VALIDATION_FAILED"));
}

#[test]
fn introspection_is_answered_within_the_limits() {
    let data = Data::new();
    let server = data.serve();
    let nested = "ofType { name ".repeat(8) + &"}".repeat(8);
    let introspection = format!(
        "{{ __schema {{ types {{ name description fields(includeDeprecated: true) {{ name description args {{ name description type {{ name {nested} }} }} type {{ name {nested} }} }}
           inputFields {{ name description }} enumValues {{ name description }} }} }} }}"
    );
    let schema = server.query(&introspection, json!({}));
    let types = schema["__schema"]["types"].as_array().unwrap();
    let mut bare = Vec::new();
    for kind in types.iter().filter(|kind| !kind["name"].as_str().unwrap().starts_with("__")) {
        let fields = kind["fields"].as_array().into_iter().flatten();
        bare.extend(
            fields
                .filter(|field| field["description"].is_null())
                .map(|field| format!("{}.{}", kind["name"], field["name"])),
        );
    }
    // Those that the library gives to every connection and edge.
    bare.retain(|name| {
        !name.contains("Connection\"") && !name.contains("Edge\"") && !name.contains("PageInfo")
    });
    assert_eq!(bare, Vec::<String>::new());
}

/// A page that asked another host would fail on a closed network, and tell that
/// host who works here.
#[test]
fn no_page_refers_to_another_host() {
    let data = Data::new();
    let server = data.serve();
    for path in ["/graphiql", "/graphiql/"] {
        let page = send(&server, "GET", path, &[], "");
        assert_eq!((page.status, page.content_type.as_str()), (200, "text/html"));
        assert!(!page.body.contains("://"), "{}", page.body);
        let assets: Vec<&str> =
            page.body.split('"').filter(|part| part.starts_with("/graphiql/assets/")).collect();
        assert!(assets.len() >= 2, "{}", page.body);
        for asset in assets {
            let answer = Server::agent().get(format!("{}{asset}", server.url)).call().unwrap();
            assert_eq!(answer.status().as_u16(), 200, "{asset}");
            let headers = answer.headers();
            assert!(
                headers["content-security-policy"]
                    .to_str()
                    .unwrap()
                    .starts_with("default-src 'none'; script-src 'self'")
            );
            assert!(headers["cache-control"].to_str().unwrap().contains("immutable"));
        }
    }
}

#[test]
fn the_other_routes_answer() {
    let data = Data::new();
    let server = data.serve();
    for (path, status, body) in [
        ("/", 307, ""),
        ("/healthz", 200, "ok\n"),
        ("/readyz", 200, "ready\n"),
        ("/nothing", 404, "Not found.\n"),
        ("/graphiql/assets/nothing.js", 404, "Not found.\n"),
    ] {
        let answer = send(&server, "GET", path, &[], "");
        assert_eq!((answer.status, answer.body.as_str()), (status, body), "{path}");
    }
    assert!(send(&server, "GET", "/schema.graphql", &[], "").body.contains("type Query {"));
}

/// A few hundred bytes that would keep validation busy for minutes.
#[test]
fn documents_that_expand_beyond_measure_are_refused_at_once() {
    let data = Data::new();
    let server = data.serve();
    // 28 levels: below the 32 at which the library itself refuses nesting.
    let bomb = |leaf: &str| {
        let fragments: String = (0..28)
            .map(|i| format!("fragment F{i} on Query {{ ...F{next} ...F{next} }} ", next = i + 1))
            .collect();
        format!("{{ ...F0 }} {fragments} fragment F28 on Query {{ {leaf} }}")
    };
    let aliases: String = (0..3_000).map(|i| format!("a{i}:__typename ")).collect();
    let deep = format!("{}__typename{}", "{ events { nodes ".repeat(30), "} }".repeat(30));
    for document in [
        bomb("__typename"),
        bomb("...Nowhere"),
        format!("{{ {aliases} }}"),
        deep,
        " ".repeat(20 << 10),
        "{".repeat(10_000),
    ] {
        let started = std::time::Instant::now();
        let answer = server.ask(&document, json!({}));
        assert!(answer["errors"][0]["extensions"]["code"].is_string(), "{answer}");
        assert!(answer["errors"][0]["message"].as_str().unwrap().chars().count() <= 501);
        assert!(started.elapsed().as_secs() < 3, "{:?}", started.elapsed());
    }
    server.query("{ __typename }", json!({}));
}
