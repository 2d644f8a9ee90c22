//! GraphQL over HTTP, and the other routes.

use std::io::{Read, Write};

use serde_json::{Value, json};

use crate::kit::{Data, Server, repository};

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
        ("PUT", &[JSON], good, 405, "application/json; charset=utf-8"),
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
    let answer = send(&server, "GET", query, &[], "").body;
    assert!(answer.starts_with(r#"{"data":{"state":{"code":"TX"}}"#), "{answer}");
    let mutation = send(&server, "GET", "/graphql?query=mutation%20%7B%20x%20%7D", &[], "");
    assert_eq!(mutation.status, 405);
    assert!(mutation.body.contains("METHOD_NOT_ALLOWED"), "{}", mutation.body);
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
        ("/healthz", 200, "ok\n"),
        ("/readyz", 200, "ready\n"),
        ("/graphiql/assets/nothing.js", 404, "Not found.\n"),
    ] {
        let answer = send(&server, "GET", path, &[], "");
        assert_eq!((answer.status, answer.body.as_str()), (status, body), "{path}");
    }
    assert!(send(&server, "GET", "/schema.graphql", &[], "").body.contains("type Query {"));
}

/// SHA-256 of `{ __typename }`, as `sha256sum` prints it.
const HASH: &str = "7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b";

#[test]
fn a_document_is_named_by_its_hash_once_it_was_sent() {
    let data = Data::new();
    let server = data.serve();
    let named = json!({ "persistedQuery": { "version": 1, "sha256Hash": HASH } });
    let ask = |body: Value| server.post(body);
    let unknown = ask(json!({ "extensions": named }));
    assert_eq!(unknown["errors"][0]["message"], "PersistedQueryNotFound");
    assert_eq!(unknown["errors"][0]["extensions"]["code"], "PERSISTED_QUERY_NOT_FOUND");
    for body in [
        json!({ "query": "{ __typename }", "extensions": named }),
        json!({ "extensions": named }),
        json!({ "documentId": format!("sha256:{HASH}") }),
    ] {
        assert_eq!(ask(body)["data"]["__typename"], "Query");
    }
    let other = ask(json!({ "query": "{ about { version } }", "extensions": named }));
    assert_eq!(other["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
}

#[test]
fn only_the_documents_of_a_manifest_are_run() {
    let data = Data::new();
    let operations = repository("schema/operations");
    let manifest = data.succeed(&["manifest", operations.to_str().unwrap()]);
    let file = data.path().join("manifest.json");
    std::fs::write(&file, &manifest).unwrap();
    let server = data.serve_with(&["--trusted-documents", file.to_str().unwrap()]);
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let trusted = &manifest["operations"][0];
    let id = format!("sha256:{}", trusted["id"].as_str().unwrap());
    let variables = json!({ "query": "半導体", "first": 1 });
    for body in [
        json!({ "query": trusted["body"], "variables": variables }),
        json!({ "documentId": id, "variables": variables }),
    ] {
        let answer = server.post(body);
        assert!(answer["data"].is_object() && answer.get("errors").is_none(), "{answer}");
    }
    for body in
        [json!({ "query": "{ __typename }" }), json!({ "documentId": format!("sha256:{HASH}") })]
    {
        let answer = server.post(body);
        assert_eq!(answer["data"], Value::Null);
        assert_eq!(answer["errors"][0]["extensions"]["code"], "DOCUMENT_NOT_TRUSTED");
    }
}

#[test]
fn several_operations_are_answered_in_order() {
    let data = Data::new();
    let server = data.serve();
    let answers = server.post(json!([
        { "query": "{ state(code: \"TX\") { code } }" },
        { "query": "{ nothing }" },
        { "query": "{ state(code: \"OK\") { code } }" },
    ]));
    assert_eq!(answers[0]["data"]["state"]["code"], "TX");
    assert_eq!(answers[1]["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(answers[2]["data"]["state"]["code"], "OK");
    let many = vec![json!({ "query": "{ __typename }" }); 11];
    assert_eq!(server.post(json!(many))["errors"][0]["extensions"]["code"], "LIMIT_EXCEEDED");
}

#[test]
fn every_answer_tells_its_cost_and_a_dry_run_nothing_else() {
    let data = Data::new();
    let server = data.serve();
    let body = r#"{"query":"{ states(first: 3) { nodes { code name } } }"}"#;
    const JSON: (&str, &str) = ("content-type", "application/json");
    let cost = |headers: &[(&str, &str)]| -> Value {
        serde_json::from_str(&send(&server, "POST", "/graphql", headers, body).body).unwrap()
    };
    let run = cost(&[JSON]);
    // states, nodes, and three times two fields.
    assert_eq!(run["extensions"]["cost"]["used"], 8);
    let requested = run["extensions"]["cost"]["requested"].as_u64().unwrap();
    assert!((8..20).contains(&requested), "{requested}");
    let dry = cost(&[JSON, ("kusanone-dry-run", "true")]);
    assert_eq!(dry["data"], json!({}));
    assert_eq!(
        dry["extensions"]["cost"],
        json!({ "requested": requested, "used": 0, "limit": 50_000 })
    );
}

#[test]
fn pages_of_other_sites_and_other_hosts_stay_outside() {
    let data = Data::new();
    let portal = "https://portal.example.jp";
    let server = data.serve_with(&["--origin", portal, "--host", "kusanone.example.jp"]);
    const JSON: (&str, &str) = ("content-type", "application/json");
    let body = r#"{"query":"{ __typename }"}"#;
    for (header, status) in [
        (("origin", portal), 200),
        (("origin", "https://elsewhere.example"), 403),
        (("origin", "null"), 403),
        (("sec-fetch-site", "cross-site"), 403),
        (("sec-fetch-site", "same-origin"), 200),
        (("host", "kusanone.example.jp"), 200),
        (("host", "elsewhere.example"), 421),
    ] {
        let answer = send(&server, "POST", "/graphql", &[JSON, header], body);
        assert_eq!(answer.status, status, "{header:?}: {}", answer.body);
    }
    let preflight = [("origin", portal), ("access-control-request-method", "POST")];
    let allowed = |origin| {
        let headers = [("origin", origin), preflight[1]];
        let request = headers.iter().fold(
            ureq::http::Request::builder().method("OPTIONS").uri(format!("{}/graphql", server.url)),
            |request, (name, value)| request.header(*name, *value),
        );
        let answer = Server::agent().run(request.body(()).unwrap()).unwrap();
        answer
            .headers()
            .get("access-control-allow-origin")
            .map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(allowed(portal).as_deref(), Some(portal));
    assert_eq!(allowed("https://elsewhere.example"), None);
}

/// Lists within lists are read once for all entities of a page.
#[test]
fn nested_lists_need_a_bounded_number_of_reads() {
    let data = Data::seeded();
    let server = data.serve();
    let work = |query: &str| {
        let before = (
            server.metric("kusanone_store_reads_total"),
            server.metric("kusanone_index_passes_total"),
        );
        server.query(query, json!({}));
        let after = (
            server.metric("kusanone_store_reads_total"),
            server.metric("kusanone_index_passes_total"),
        );
        (after.0 - before.0, after.1 - before.1)
    };
    let (_, passes) = work(
        "{ events(first: 100) { nodes { consulate { slug } states { code } partners { organisation { slug } }
            priorities { priority { slug } } series { slug } claims { slug } findings { code } } } }",
    );
    // The page, its claims, its findings.
    assert_eq!(passes, 3);
    let (reads, passes) = work(
        "{ states(first: 100) { nodes { consulates { slug } partnerships { slug } organisations { slug } } } }",
    );
    assert_eq!(passes, 4);
    let known: u64 =
        server.query("{ about { counts { kind count } } }", json!({}))["about"]["counts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|kind| kind["count"].as_u64().unwrap())
            .sum();
    assert!(reads < known, "{reads} of {known}");
}

#[test]
fn another_graph_can_refer_to_every_node() {
    let data = Data::new();
    let server = data.serve_with(&["--federation"]);
    let sdl = server.query("{ _service { sdl } }", json!({}))["_service"]["sdl"].to_string();
    assert!(
        sdl.contains(
            "type State implements Node @key(fields: \\\"id\\\") @key(fields: \\\"code\\\")"
        ),
        "{sdl:.3000}"
    );
    let id = server.query("{ state(code: \"TX\") { id } }", json!({}))["state"]["id"].clone();
    let found = server.query(
        "query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on State { code } ... on Consulate { slug } } }",
        json!({ "r": [
            { "__typename": "State", "id": id },
            { "__typename": "State", "code": "OK" },
            { "__typename": "Consulate", "slug": "houston" },
        ] }),
    );
    assert_eq!(
        found["_entities"],
        json!([
            { "__typename": "State", "code": "TX" },
            { "__typename": "State", "code": "OK" },
            { "__typename": "Consulate", "slug": "houston" },
        ])
    );
    let plain = data.succeed(&["schema"]);
    assert!(!plain.contains("_entities"));
}
