//! What the search makes of a person's words: signs, facts, other words, slips.

use serde_json::{Value, json};

use crate::kit::{Data, Server, repository};

const SEARCH: &str = "query($q: String!, $without: [String!]) {
    search(query: $q, without: $without, first: 100, kinds: [EVENT]) {
        totalCount
        edges { tier node { ... on Event { slug } } highlights { text ranges { start end } } }
        reading {
            filters { id kind values } expansions { id kind expansion } corrections { id expansion }
            notFound { text near } relaxed { without totalCount } ignored
        }
    }
}";

fn search(server: &Server, words: &str, without: &[&str]) -> Value {
    server.query(SEARCH, json!({ "q": words, "without": without }))["search"].take()
}

/// The events of a search, those that have only some of it left out.
fn found(search: &Value) -> Vec<&str> {
    let edges = search["edges"].as_array().unwrap().iter();
    let mut slugs: Vec<&str> = edges
        .filter(|edge| edge["tier"] != "PARTIAL")
        .map(|edge| edge["node"]["slug"].as_str().unwrap())
        .collect();
    slugs.sort_unstable();
    slugs
}

#[test]
fn signs_join_and_exclude() {
    let data = Data::seeded();
    let server = data.serve();
    let of = |words: &str| search(&server, words, &[]);
    let [space, florida, both] = ["宇宙", "フロリダ", "宇宙 AND フロリダ"].map(of);
    let shared: Vec<&str> =
        found(&space).into_iter().filter(|slug| found(&florida).contains(slug)).collect();
    assert_eq!(found(&both), shared);
    let either = of("宇宙 OR フロリダ");
    assert!(found(&space).iter().chain(&found(&florida)).all(|slug| found(&either).contains(slug)));
    for (words, same) in [
        ("水素 NOT アラスカ", "水素 -アラスカ"),
        ("水素NOTアラスカ", "水素 -アラスカ"),
        ("水素OR宇宙", "水素 | 宇宙"),
        ("宇宙＆フロリダ", "宇宙 AND フロリダ"),
        ("（宇宙 OR 航空）　フロリダ", "フロリダ (宇宙 OR 航空)"),
        ("宇宙　フロリダ", "宇宙 フロリダ"),
    ] {
        assert_eq!(found(&of(words)), found(&of(same)), "{words}");
    }
    let without = of("水素 -アラスカ");
    assert!(!found(&without).is_empty() && !found(&without).contains(&"fy2024-04"));
    assert_eq!(of("AND 宇宙 )")["reading"]["ignored"], json!(["AND", ")"]));
    let hydrogen = of("水素");
    for (words, quoted) in [("水素 -\"フロリダ\"", "\"フロリダ\""), ("水素 -\"AI\"", "\"AI\"")]
    {
        let taken = of(quoted);
        let left: Vec<&str> =
            found(&hydrogen).into_iter().filter(|slug| !found(&taken).contains(slug)).collect();
        assert_eq!(found(&of(words)), left, "{words}");
    }
    // There is nothing to take away from.
    assert_eq!(found(&of("-アラスカ")), found(&of("アラスカ")));
}

#[test]
fn questions_keep_their_content() {
    let data = Data::seeded();
    let server = data.serve();
    for (question, first) in [
        ("州知事が出席したレセプションは？", "fy2024-60"),
        ("竜巻の多い州で行われた防災のイベントは？", "fy2024-33"),
        ("Which events dealt with blimps or with semiconductors?", "fy2024-39"),
        ("the", ""),
        ("½の水素", ""),
    ] {
        let answer = search(&server, question, &[]);
        let edges = answer["edges"].as_array().unwrap();
        assert!(!edges.is_empty(), "{question}");
        let slugs: Vec<&Value> = edges.iter().map(|edge| &edge["node"]["slug"]).take(5).collect();
        assert!(first.is_empty() || slugs.contains(&&json!(first)), "{question}: {slugs:?}");
    }
}

#[test]
fn facts_are_understood_told_and_switched_off() {
    let data = Data::seeded();
    let server = data.serve();
    for (words, kind, values) in [
        ("令和6年度", "FISCAL_YEAR", json!(["FY2024"])),
        ("令和六年度", "FISCAL_YEAR", json!(["FY2024"])),
        ("二〇二四年度", "FISCAL_YEAR", json!(["FY2024"])),
        ("平成30年度", "FISCAL_YEAR", json!(["FY2018"])),
        ("H30", "FISCAL_YEAR", json!(["FY2018"])),
        ("FY2023", "FISCAL_YEAR", json!(["FY2023"])),
        ("2025年3月", "DATE", json!(["2025-03"])),
        ("平成三十年", "DATE", json!(["2018"])),
        ("令和元年", "DATE", json!(["2019"])),
        ("テキサス州", "PLACE", json!(["state/TX"])),
        ("シカゴ総", "PLACE", json!(["consulate/chicago"])),
        ("在ナッシュビル総領事館", "PLACE", json!(["consulate/nashville"])),
        ("Houston", "PLACE", json!(["consulate/houston"])),
        ("ハイブリッド", "FORMAT", json!(["HYBRID"])),
        ("100名未満", "ATTENDANCE", json!(["0..99"])),
        ("1万人以上", "ATTENDANCE", json!(["10000.."])),
    ] {
        let answer = search(&server, words, &[]);
        let filter = &answer["reading"]["filters"][0];
        assert_eq!((&filter["kind"], &filter["values"]), (&json!(kind), &values), "{words}");
        let off = search(&server, words, &[filter["id"].as_str().unwrap()]);
        assert_eq!(off["reading"]["filters"], json!([]), "{words}");
        assert!(found(&answer).len() >= found(&off).len(), "{words}");
    }
    // Without a year nothing is guessed; numbers alone are words.
    for words in ["10月24日", "10月", "十月", "6月に開かれた式典", "二〇二四", "千"]
    {
        assert_eq!(search(&server, words, &[])["reading"]["filters"], json!([]), "{words}");
    }
    let in_2023 = search(&server, "FY2023", &[]);
    assert_eq!(found(&in_2023), ["fy2023-01", "fy2023-02", "fy2023-03", "fy2023-04"]);
}

#[test]
fn readings_and_translations_reach_what_the_word_itself_reaches() {
    let data = Data::seeded();
    let server = data.serve();
    for (word, others) in [
        ("半導体", &["はんどうたい", "ハンドウタイ", "handoutai", "handotai"][..]),
        ("宇宙", &["うちゅう", "uchuu", "uchū"]),
        ("観光", &["かんこう", "kankō"]),
        // Words that are read one behind the other.
        ("商工会議所", &["しょうこうかいぎしょ", "shoukoukaigisho"]),
        ("経済開発", &["けいざいかいはつ", "keizaikaihatsu"]),
    ] {
        let expected = search(&server, word, &[]);
        let exact = expected["edges"].as_array().unwrap().iter();
        let exact: Vec<&str> = exact
            .filter(|edge| edge["tier"] == "EXACT")
            .map(|edge| edge["node"]["slug"].as_str().unwrap())
            .collect();
        for other in others {
            let answer = search(&server, other, &[]);
            assert!(exact.iter().all(|slug| found(&answer).contains(slug)), "{other}");
            assert_ne!(answer["edges"][0]["tier"], "EXACT", "{other}");
        }
    }
    // A reading makes no two kanji words equal: 機関 and 期間 sound alike.
    let terms = search(&server, "機関", &[]);
    let expansions = terms["reading"]["expansions"].as_array().unwrap();
    assert!(expansions.iter().all(|expansion| expansion["expansion"] != "期間"), "{expansions:?}");
}

/// A theme is called 自動車, and events that do not say the word are tied to it.
#[test]
fn words_that_stand_in_bring_what_their_name_is_tied_to() {
    let data = Data::seeded();
    let server = data.serve();
    let expected = search(&server, "自動車", &[]);
    for other in ["じどうしゃ", "自動者"] {
        assert_eq!(found(&search(&server, other, &[])), found(&expected), "{other}");
    }
}

#[test]
fn english_words_are_found_in_their_other_forms() {
    let data = Data::seeded();
    let server = data.serve();
    for (typed, other) in
        [("exhibiting", "exhibition"), ("governors", "governor"), ("companies", "company")]
    {
        let answer = search(&server, typed, &[]);
        let forms = answer["reading"]["expansions"].as_array().unwrap();
        assert!(forms.iter().any(|it| it["expansion"] == other), "{typed}: {forms:?}");
        let of_other = search(&server, &format!("\"{other}\""), &[]);
        assert!(found(&of_other).iter().all(|slug| found(&answer).contains(slug)), "{typed}");
    }
    // Names of few letters have no other forms, nor has what is quoted.
    for typed in ["AIs", "\"governors\""] {
        assert_eq!(search(&server, typed, &[])["reading"]["expansions"], json!([]), "{typed}");
    }
}

#[test]
fn what_is_not_used_of_a_question_is_told() {
    let data = Data::seeded();
    let server = data.serve();
    let many: Vec<String> = (1..=40).map(|number| format!("水素{number}")).collect();
    let answer = search(&server, &many.join(" "), &[]);
    assert_eq!(answer["reading"]["ignored"], json!(many[32..]));
    let answer = search(&server, &format!("{} 水素", "宇".repeat(1_000)), &[]);
    assert_eq!(answer["reading"]["ignored"], json!([" 水素"]));
    // An order is an argument of its own; the rest of the question is found.
    let answer = search(&server, "largest reception", &[]);
    assert_eq!(answer["reading"]["ignored"], json!(["largest"]));
    assert_eq!(found(&answer), found(&search(&server, "reception", &[])));
    for question in ["参加者が一番多かったイベント", "最も参加者の多い催し"]
    {
        let answer = search(&server, question, &[]);
        assert_eq!(answer["reading"]["notFound"], json!([]), "{question}");
        assert_eq!(found(&answer), found(&search(&server, "参加者", &[])), "{question}");
    }
}

#[test]
fn slips_are_corrected_and_zeros_are_explained() {
    let data = Data::seeded();
    let server = data.serve();
    for (typed, meant) in [
        ("ミネソッタ", "ミネソタ"),
        ("ヒュウストン", "ヒューストン"),
        ("連邦下院議院", "連邦下院議員"),
        ("semiconducter", "semiconductor"),
    ] {
        let answer = search(&server, typed, &[]);
        assert!(!found(&answer).is_empty(), "{typed}");
        let corrections = answer["reading"]["corrections"].as_array().unwrap();
        // A spelling that the variants list needs no correction.
        let corrected = corrections.iter().any(|it| it["expansion"] == meant);
        assert!(corrected || typed == "ヒュウストン", "{typed}: {corrections:?}");
    }
    for words in ["ブロックチェーン", "暗号資産", "紅白歌合戦", "メタバース 観光"]
    {
        let answer = search(&server, words, &[]);
        assert_eq!(answer["totalCount"], 0, "{words}");
        let missing = words.split(' ').next().unwrap();
        assert_eq!(answer["reading"]["notFound"][0]["text"], missing);
    }
    let answer = search(&server, "メタバース 観光", &[]);
    assert_eq!(answer["reading"]["relaxed"][0]["without"], "メタバース");
    assert_ne!(answer["reading"]["relaxed"][0]["totalCount"], 0);
}

/// Every group of spellings finds one set, with each hit marked in its own glyphs.
#[test]
fn spellings_of_one_word_find_one_set() {
    let data = Data::seeded();
    let server = data.serve();
    let variants = std::fs::read_to_string(repository("index/variants.tsv")).unwrap();
    let (words, _) = variants.split_once("# glyphs").unwrap();
    let groups: Vec<Vec<&str>> = words
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(groups.len() >= 80, "{}", groups.len());
    let mut differing = Vec::new();
    for group in &groups {
        let sets: Vec<Value> = group
            .iter()
            .map(|word| {
                let answer = search(&server, word, &[]);
                let exact = answer["edges"].as_array().unwrap().iter();
                let mut slugs: Vec<Value> = exact
                    .filter(|edge| edge["tier"] == "EXACT")
                    .map(|edge| edge["node"]["slug"].clone())
                    .collect();
                slugs.sort_by_key(Value::to_string);
                Value::Array(slugs)
            })
            .collect();
        if sets.iter().any(|set| *set != sets[0]) {
            differing.push(group.join(" "));
        }
    }
    assert_eq!(differing, Vec::<String>::new());
}

#[test]
fn half_typed_words_are_completed() {
    let data = Data::seeded();
    let server = data.serve();
    let suggest = |text: &str| {
        let query = "query($t: String!) { suggest(text: $t) { text count node { __typename } } }";
        server.query(query, json!({ "t": text }))["suggest"].take()
    };
    for (typed, expected) in [
        ("半", "半導体"),
        ("はん", "半導体"),
        ("han", "半導体"),
        ("sem", "Semiconductors"),
        ("ヒュー", "ヒューストン"),
        ("JET", "JETRO"),
        ("宇宙 フロ", "宇宙 フロリダ"),
        ("sh", "州"),
        ("ch", "知事"),
    ] {
        let suggestions = suggest(typed);
        let texts: Vec<&str> = suggestions
            .as_array()
            .unwrap()
            .iter()
            .map(|suggestion| suggestion["text"].as_str().unwrap())
            .collect();
        assert!(texts.contains(&expected), "{typed}: {texts:?}");
        assert!(texts.len() <= 8);
    }
    assert_eq!(suggest(" 。"), json!([]));
    // Half a syllable is not every word with its first letter.
    let texts = suggest("sh").to_string();
    assert!(!texts.contains("セミナー") && !texts.contains("サ"), "{texts}");
}

#[test]
fn related_events_say_why() {
    let data = Data::seeded();
    let answer = data.serve().query(
        r#"{ event(slug: "fy2024-18") { related { reason en: reason(language: EN) score event { slug } } } }"#,
        json!({}),
    );
    let related = answer["event"]["related"].as_array().unwrap();
    assert_eq!(related.len(), 5);
    let slugs: Vec<&str> = related.iter().map(|it| it["event"]["slug"].as_str().unwrap()).collect();
    assert!(slugs.contains(&"fy2023-04") && !slugs.contains(&"fy2024-18"), "{slugs:?}");
    assert!(related[0]["reason"].as_str().unwrap().contains("草の根キャラバン"), "{related:?}");
    let scores: Vec<f64> = related.iter().map(|it| it["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b));
}
