//! Downloads: the same events as the search brings, in files that others can read,
//! whole or recognisably broken.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use socket2::{Domain, Socket, Type};
use ureq::http::HeaderMap;

use crate::kit::{Data, Server, text};

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: String,
}

fn get(server: &Server, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = Server::agent().get(format!("{}{path}", server.url));
    let request =
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let mut answer = request.call().unwrap();
    let status = answer.status().as_u16();
    let headers = answer.headers().clone();
    let body = answer.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap();
    Answer { status, headers, body: text(&body) }
}

fn file(server: &Server, path: &str) -> String {
    let answer = get(server, path, &[]);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.body
}

/// The events of a search, as the API tells them.
fn events(server: &Server, filter: Value) -> Vec<Value> {
    let operation = "query($filter: SearchFilter) {
        search(query: \"\", kinds: [EVENT], filter: $filter, orderBy: DATE_DESC, first: 100) {
            totalCount
            nodes { ... on Event {
                slug fiscalYear ja: title en: title(language: EN) abstract(language: EN) city venue
                dates { start end } consulate { name(language: EN) } states { code }
                attendance { count text } partners { organisation { slug } } findings { code }
            } }
        }
    }";
    let search = server.query(operation, json!({ "filter": filter }))["search"].take();
    let events = search["nodes"].as_array().unwrap().clone();
    assert_eq!(events.len() as u64, search["totalCount"].as_u64().unwrap());
    events
}

fn joined(values: &Value, name: &str) -> String {
    let values = values.as_array().unwrap().iter();
    values
        .map(|value| value.pointer(name).unwrap().as_str().unwrap())
        .collect::<Vec<_>>()
        .join("; ")
}

#[test]
fn a_table_holds_what_the_api_tells() {
    let data = Data::seeded();
    let server = data.serve();
    let answer = get(&server, "/en/export/events.csv?orderBy=DATE_DESC", &[]);
    let header = |name: &str| answer.headers[name].to_str().unwrap();
    assert_eq!(header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(header("content-disposition"), "attachment; filename=\"kusanone-events.csv\"");
    assert_eq!(header("cache-control"), "no-cache");
    let table = answer.body.strip_prefix('\u{feff}').expect("a byte order mark for Excel");
    assert!(table.lines().next().unwrap().starts_with("Slug,Title (Japanese),"));
    assert!(table.split_inclusive("\r\n").count() > 90);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let events = events(&server, json!({}));
    assert_eq!(rows.len(), events.len());
    for (row, event) in rows.iter().zip(&events) {
        let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let attendance = &event["attendance"];
        for (heading, expected) in [
            ("Slug", string(&event["slug"])),
            ("Title (Japanese)", string(&event["ja"])),
            ("Title (English)", string(&event["en"])),
            ("Fiscal year", event["fiscalYear"].to_string()),
            ("Post", string(&event["consulate"]["name"])),
            ("States (codes)", joined(&event["states"], "/code")),
            ("City", string(&event["city"])),
            ("Venue", string(&event["venue"])),
            ("Attendance", attendance.get("count").map_or_else(String::new, Value::to_string)),
            ("Attendance as printed", string(&attendance["text"])),
            ("Partners (slugs)", joined(&event["partners"], "/organisation/slug")),
            ("Abstract", string(&event["abstract"])),
            ("Findings", event["findings"].as_array().unwrap().len().to_string()),
            ("Path", format!("/en/events/{}", event["slug"].as_str().unwrap())),
        ] {
            let place = headings.iter().position(|found| found == heading).expect(heading);
            assert_eq!(row[place], expected, "{heading} of {}", event["slug"]);
        }
    }
    let japanese = file(&server, "/export/events.csv?states=TX");
    assert!(japanese.starts_with("\u{feff}識別子,事業名,"), "{japanese:.100}");
}

#[test]
fn every_format_has_the_events_of_the_search_in_its_order() {
    let data = Data::seeded();
    let server = data.serve();
    let events = events(&server, json!({ "states": ["TX", "CA"], "fiscalYears": [2024] }));
    let slugs: Vec<&str> = events.iter().map(|event| event["slug"].as_str().unwrap()).collect();
    assert!(slugs.len() > 10, "{slugs:?}");
    let asked = "states=TX&states=CA&fiscalYears=2024&orderBy=DATE_DESC";
    let open = |extension: &str| file(&server, &format!("/export/events.{extension}?{asked}"));

    let lines: Vec<Value> =
        open("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().map(|line| &line["slug"]).collect::<Vec<_>>(), slugs);
    for (line, event) in lines.iter().zip(&events) {
        assert_eq!((&line["titleJa"], &line["dates"]), (&event["ja"], &event["dates"]));
    }

    let urns: Vec<String> = slugs.iter().map(|slug| format!("urn:kusanone:event:{slug}")).collect();
    let linked: Value = serde_json::from_str(&open("jsonld")).unwrap();
    let nodes = linked["@graph"].as_array().unwrap();
    assert_eq!(
        nodes.iter().map(|node| &node["@id"]).collect::<Vec<_>>(),
        urns.iter().collect::<Vec<_>>()
    );

    let feed: atom_syndication::Feed = open("atom").parse().unwrap();
    assert_eq!(
        feed.entries.iter().map(|entry| &entry.id).collect::<Vec<_>>(),
        urns.iter().collect::<Vec<_>>()
    );
    let links = feed.links.iter().chain(feed.entries.iter().flat_map(|entry| &entry.links));
    assert!(links.clone().all(|link| link.href.starts_with('/')), "another host");
    assert!(links.clone().any(|link| link.href == format!("/export/events.atom?{asked}")));

    let calendar: icalendar::Calendar = open("ics").parse().unwrap();
    let days = |event: &Value| -> Vec<[String; 2]> {
        let spans = event["dates"].as_array().unwrap().iter();
        let ends =
            spans.map(|span| ["start", "end"].map(|end| span[end].as_str().unwrap().to_owned()));
        ends.filter(|ends| ends.iter().all(|date| date.len() == "2024-10-24".len())).collect()
    };
    let expected: Vec<String> =
        events.iter().flat_map(days).map(|[start, _]| start.replace('-', "")).collect();
    use icalendar::Component;
    let starts: Vec<&str> =
        calendar.events().map(|entry| entry.property_value("DTSTART").unwrap()).collect();
    assert_eq!(starts, expected);
}

#[test]
fn what_might_be_a_formula_is_a_text() {
    let data = Data::seeded();
    let records = data.path().join("records.jsonl");
    let line = json!({ "kind": "event", "slug": "x-1", "title": { "ja": "=HYPERLINK(\"http://example.com\")" },
        "fiscalYear": 2024, "consulate": "chicago", "states": ["IL"], "venue": "+1 312" });
    std::fs::write(&records, line.to_string()).unwrap();
    data.succeed(&["import", "records", records.to_str().unwrap()]);
    let table = data.succeed(&["export", "csv", "--filter", "states=IL", "--language", "en"]);
    let mut reader = csv::Reader::from_reader(table.strip_prefix('\u{feff}').unwrap().as_bytes());
    let row = reader.records().map(Result::unwrap).find(|row| &row[0] == "x-1").unwrap();
    assert_eq!(&row[1], "'=HYPERLINK(\"http://example.com\")");
    assert!(row.iter().any(|cell| cell == "'+1 312"), "{row:?}");
}

#[test]
fn what_would_be_overlooked_is_refused() {
    let data = Data::seeded();
    let server = data.serve();
    for (path, status, expected) in [
        (
            "events.csv?state=TX",
            400,
            "no parameter \"state\": expected query, without, orderBy, fiscalYears, consulates, states,",
        ),
        ("events.csv?states=TEXAS", 400, "\"states\" is \"TEXAS\""),
        ("events.csv?series=nothing", 400, "\"series\" is \"nothing\""),
        ("events.csv?fiscalYears=R6", 400, "\"fiscalYears\" is \"R6\": expected a whole number"),
        (
            "events.ics?orderBy=NEWEST",
            400,
            "\"orderBy\" is \"NEWEST\": expected RELEVANCE, DATE_ASC, DATE_DESC",
        ),
        (
            "events.atom?formats=HYBRID&formats=TV",
            400,
            "\"formats\" is \"TV\": expected IN_PERSON, ONLINE, HYBRID",
        ),
        ("events.csv?orderBy=DATE_ASC&orderBy=DATE_DESC", 400, "\"orderBy\" stands more than once"),
        ("events.csv?heldOn.from=2024-13", 400, "\"2024-13\" is not a date"),
        ("events.xlsx", 404, "expected /export/events.csv, /export/events.jsonl"),
    ] {
        let answer = get(&server, &format!("/export/{path}"), &[]);
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.body.contains(expected), "{path}: {}", answer.body);
        assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
    }
}

#[test]
fn a_client_is_told_when_nothing_has_changed() {
    let data = Data::seeded();
    let server = data.serve();
    let tag = |path: &str| get(&server, path, &[]).headers["etag"].to_str().unwrap().to_owned();
    let path = "/export/events.jsonl?states=TX";
    let known = tag(path);
    assert_ne!(known, tag("/en/export/events.jsonl?states=TX"));
    assert_ne!(known, tag("/export/events.jsonl?states=CA"));
    let again = get(&server, path, &[("if-none-match", &format!("\"other\", {known}"))]);
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn the_command_writes_the_same_files() {
    let data = Data::seeded();
    let server = data.serve();
    let over_http =
        file(&server, "/en/export/events.csv?query=%E5%8D%8A%E5%B0%8E%E4%BD%93&states=CA");
    drop(server);
    let output = data.path().join("events.csv");
    let arguments = ["export", "csv", "半導体", "--filter", "states=CA", "--language", "en", "-o"];
    data.succeed(&[&arguments[..], &[output.to_str().unwrap()]].concat());
    assert_eq!(std::fs::read_to_string(&output).unwrap(), over_http);

    let names = || std::fs::read_dir(data.path()).unwrap().count();
    let before = names();
    let elsewhere = data.path().join("other.csv");
    let said =
        data.fail(&["export", "csv", "--filter", "states=XX", "-o", elsewhere.to_str().unwrap()]);
    assert!(said.contains("\"states\" is \"XX\""), "{said}");
    assert_eq!(names(), before, "something was left of a file");
    assert_eq!(data.run(&["export", "xlsx"]).status.code(), Some(2));
}

/// Larger than what lies in buffers between server and client.
const LONG_EVENTS: usize = 600;

/// A server with events of 20 kB each, and no room for two requests at once.
fn server_with_much() -> (Data, Server) {
    let data = Data::seeded();
    let records = data.path().join("long.jsonl");
    let line = |number: usize| {
        json!({ "kind": "event", "slug": format!("long-{number:03}"), "title": { "ja": "題" },
            "abstract": { "ja": "・".repeat(3_000) }, "fiscalYear": 2024, "consulate": "chicago",
            "states": ["IL"] })
    };
    let lines: Vec<String> = (0..LONG_EVENTS).map(|number| line(number).to_string()).collect();
    std::fs::write(&records, lines.join("\n")).unwrap();
    data.succeed(&["import", "records", records.to_str().unwrap()]);
    let server =
        data.serve_with(&["--max-running", "1", "--max-waiting", "1", "--stall-time", "1"]);
    (data, server)
}

/// A client that has asked for a long download, has little room for it, and has read its
/// beginning only.
fn begin(server: &Server) -> TcpStream {
    let address: SocketAddr = server.url.trim_start_matches("http://").parse().unwrap();
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.set_recv_buffer_size(4 << 10).unwrap();
    socket.connect(&address.into()).unwrap();
    let mut stream = TcpStream::from(socket);
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request =
        "GET /export/events.jsonl HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut status = [0; 12];
    stream.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");
    stream
}

/// Index passes, once there are no more of them.
fn passes_in_the_end(server: &Server) -> u64 {
    let end = Instant::now() + Duration::from_secs(20);
    let passes = || server.metric("kusanone_index_passes_total");
    let mut before = passes();
    while Instant::now() < end {
        std::thread::sleep(Duration::from_millis(300));
        let now = passes();
        if now == before {
            return now;
        }
        before = now;
    }
    panic!("the server does not come to an end");
}

#[test]
fn a_client_that_hangs_up_or_takes_nothing_keeps_no_place_and_sees_no_end() {
    let (_data, server) = server_with_much();
    let answered = || server.ask("{ about { version } }", json!({}))["data"].is_object();
    let whole = file(&server, "/export/events.jsonl").lines().count();
    assert!(whole > LONG_EVENTS);
    let of_whole = passes_in_the_end(&server);

    // One that takes nothing: others are answered while it waits.
    let mut stalled = begin(&server);
    let of_stalled = passes_in_the_end(&server) - of_whole;
    assert!(of_stalled < of_whole, "{of_stalled} of {of_whole}: it was not stalled");
    assert!(answered());
    std::thread::sleep(Duration::from_secs(2));
    let mut rest = Vec::new();
    // The connection may be closed or reset: there is no end of a chunked body.
    let _ = stalled.read_to_end(&mut rest);
    assert!(!rest.ends_with(b"\r\n0\r\n\r\n"), "a part looks like the whole");
    let lines = rest.iter().filter(|byte| **byte == b'\n').count();
    assert!(lines < whole, "{lines} of {whole}");

    // One that hangs up: it is not worked for any longer.
    let before = passes_in_the_end(&server);
    drop(begin(&server));
    let of_gone = passes_in_the_end(&server) - before;
    assert!(of_gone < of_whole, "{of_gone} of {of_whole}");
    assert!(answered());
}

/// As browsers ask for it. What compresses a body asks it for more behind its end.
#[test]
fn a_compressed_download_ends_well() {
    let data = Data::seeded();
    let server = data.serve();
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    let request = "GET /export/events.csv HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip\r\nconnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let head = String::from_utf8_lossy(&answer[..500]);
    assert!(head.contains("content-encoding: gzip"), "{head}");
    assert!(answer.ends_with(b"\r\n0\r\n\r\n"), "no end: {} bytes", answer.len());
}

/// There, nobody can tell a whole file from a part of it.
#[test]
fn an_older_http_is_refused() {
    let data = Data::seeded();
    let server = data.serve();
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    stream.write_all(b"GET /export/events.csv HTTP/1.0\r\nhost: localhost\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains(" 505 ") && answer.contains("Downloads need HTTP/1.1"), "{answer}");
}
