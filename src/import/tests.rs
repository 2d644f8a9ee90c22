//! Whole imports of small documents, written in the shapes of the real ones.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{Basis, Bilingual, Change, Event, EventField, Kind, Origin, Record};

/// Four sheets: one with its heading, one that has lost it on a shared page, one
/// with a number and its post on the next line, one whose post is spelt anew.
const REPORT: &str = "\
実施報告書
【令和6年度】
グラスルーツからの日米関係強化に関する
政府タスクフォース
令和7年12月18日

はじめに

**草の根**の報告である。

目次

在アトランタ総領事館\t02
在アンカレジ領事事務所\t03
在アメリカ合衆国大使館\t04

桃の催し 【在アトランタ総領事館】

知事

- 実施日程: 2024年6月5日(水)
- 実施場所: ジョージア州アトランタ市
- 訴求対象: アラバマ州議会議員、市長(代理、秘書)
- 開催規模: 169名出席

概要

- **桃**を紹介した。

効果

- 好評。

桃の展示

2 二つ目の催し
【在アトランタ総領事館】

- 実施日程: 2024年5月25日(土)、26日(日)
6月1日(日)
- 実施場所 (参加人数): 総領事公邸
- 参加者: 会場35名、オンライン35名

概要

- 古い梨園業組合を紹介した。

効果

- 好評。

梨園業組合の写真

鮭を持つ所長

- 実施日程：未定
- 実施場所：オンライン
- 対象：アラスカ州の漁業関係者
- 後援：商工会
- 開催規模：多数

概要

- 遠い海の鮭について議論するセミナーを実施。

効果

- 好評。

- 実施日程: 2025年9月5日(金)
- 実施場所: デナイナセンター及びオンライン
- 開催規模: 約10万回視聴

概要

- アラスカの氷について議論するフォーラムを開催。

効果

- 好評。

夜会 【在アメリカ合衆国日本国大使館】

- 実施日程: 2025年2月3日(月)~5日(水)
- 実施場所: ワシントンDC(大使公邸)、メリーランド州アナポリス市
- 開催規模: 各イベント50～120名 (合計1000名程度)

概要

- 踊った。

効果

- 好評。
";

const SUMMARY: &str = "\
2017年度－2024年度の案件実施状況

グラスルーツからの日米関係強化に関する政府タスクフォース 2024年度の取組 (代表例)

(1) 桃を紹介する催し(ジョージア州アトランタ市)(2024年6月)

- 桃を紹介した。

(2) 鯨の催し(ハワイ州ホノルル市)(2024年7月)

- 鯨を見た。

今後の方向性
";

fn source(text: &str) -> Source {
    Source::decode("a.txt", text.as_bytes().to_vec()).unwrap()
}

fn events(plan: &Plan) -> Vec<Arc<Event>> {
    let changes = plan.documents.iter().flat_map(|document| &document.change_set.changes);
    changes
        .filter_map(|change| match change {
            Change::Put(Record::Event(event)) => Some(Arc::clone(event)),
            _ => None,
        })
        .collect()
}

/// The remarks, each as `severity "place" message`, cut short.
fn remarks(plan: &Plan, sources: &[Source]) -> Vec<String> {
    let show = |remark: &Diagnostic| {
        let place: String =
            sources[remark.source].text[remark.range.clone()].chars().take(12).collect();
        format!("{} [{}] {}", remark.severity.as_str(), place.replace('\n', "/"), remark.message)
    };
    plan.diagnostics.iter().map(show).collect()
}

#[test]
fn every_irregular_sheet_is_read_and_remarked_upon() {
    let sources = [source(REPORT)];
    let plan = plan(&sources, &testing::catalogue()).unwrap();
    let events = events(&plan);
    let told: Vec<String> = events
        .iter()
        .map(|event| {
            let dates: Vec<_> =
                event.dates.iter().map(|span| format!("{}/{}", span.start, span.end)).collect();
            let count = event.attendance.as_ref().map_or(0, |attendance| attendance.count);
            let Event { slug, title, consulate, .. } = &**event;
            format!(
                "{slug} {} ({:?}) {consulate} {:?} {} {:?} {count} {}",
                title.ja,
                event.basis(EventField::Title),
                event.states,
                event.format.as_str(),
                dates,
                event.captions.join("|"),
            )
        })
        .collect();
    let expected = [
        r#"fy2024-01 桃の催し (Stated) atlanta ["GA", "AL"] IN_PERSON ["2024-06-05/2024-06-05"] 169 知事|桃の展示"#,
        r#"fy2024-02 二つ目の催し (Stated) atlanta ["GA"] HYBRID ["2024-05-25/2024-05-25", "2024-05-26/2024-05-26", "2024-06-01/2024-06-01"] 70 梨園業組合の写真"#,
        r#"fy2024-03 遠い海の鮭について議論するセミナー (Inferred) anchorage ["AK"] ONLINE [] 0 鮭を持つ所長|後援：商工会|開催規模: 多数"#,
        r#"fy2024-04 アラスカの氷について議論するフォーラム (Inferred) anchorage ["AK"] HYBRID ["2025-09-05/2025-09-05"] 100000 "#,
        r#"fy2024-05 夜会 (Stated) washington-dc ["DC", "MD"] IN_PERSON ["2025-02-03/2025-02-05"] 1000 "#,
    ];
    assert_eq!(told, expected);
    assert_eq!(events[0].audience, ["アラバマ州議会議員", "市長(代理、秘書)"]);
    assert_eq!(events[2].basis(EventField::Consulate), Basis::Inferred);
    assert_eq!(events[2].date_text.as_deref(), Some("未定"));
    assert_eq!(events[4].sources[0].page, Some(4));
    let remarks = remarks(&plan, &sources);
    for expected in [
        "warning [- 実施日程: 2024] 2024-06-01 is printed as Sunday, but is Saturday",
        "note [- 実施場所 (参加人数] no state is named here; inferred GA from the seat of atlanta",
        "note [- 参加者: 会場35名] the text gives parts and no total; 70 is their sum",
        "note [鮭を持つ所長] this caption may be of the sheet before or of the one after; the one after taken",
        "warning [- 実施日程：未定] \"未定\" is not a date",
        "warning [- 実施日程: 2025] 2025-09-05 lies outside fiscal year 2024",
        "warning [- 後援：商工会] this line is none of the known fields: found 後援",
        "warning [- 開催規模：多数] no number of persons or views can be read here",
        "note [- 実施日程：未定] sheet 3 has lost its post; anchorage inferred (page 3 of the contents)",
        "note [- 実施日程：未定] sheet 3 has lost its title; suggested from its text: 遠い海の鮭",
    ] {
        assert!(
            remarks.iter().any(|remark| remark.starts_with(expected)),
            "{expected}\n{}",
            remarks.join("\n")
        );
    }
}

#[test]
fn line_ends_do_not_matter() {
    let known = testing::catalogue();
    let expected = plan(&[source(REPORT)], &known).unwrap().documents;
    for end in ["\r\n", "\r"] {
        let text = format!("\u{feff}{}", REPORT.replace('\n', end));
        assert!(plan(&[source(&text)], &known).unwrap().documents == expected, "{end:?}");
    }
}

#[test]
fn an_example_told_again_becomes_a_source_and_one_unknown_a_passage() {
    let sources = [source(SUMMARY), source(REPORT)];
    let plan = plan(&sources, &testing::catalogue()).unwrap();
    let documents: Vec<_> = plan
        .documents
        .iter()
        .map(|document| {
            (document.document.as_str(), document.source, document.events, document.repeated)
        })
        .collect();
    assert_eq!(documents, [("fy2024-report", 1, 5, 0), ("fy2024-summary", 0, 0, 1)]);
    let last = events(&plan).pop().unwrap();
    let told_in: Vec<_> = last
        .sources
        .iter()
        .map(|source| (source.document.as_str(), source.ordinal.unwrap()))
        .collect();
    assert_eq!(last.slug, "fy2024-01");
    assert_eq!(told_in, [("fy2024-report", 1), ("fy2024-summary", 1)]);
    assert!(remarks(&plan, &sources).iter().any(|remark| {
        remark.starts_with(
            "warning [(2) 鯨の催し(ハワイ] this example is told in full in the report of 2024",
        )
    }));
}

#[test]
fn what_a_person_answers_for_stays_and_a_difference_is_remarked_upon() {
    let mut known = testing::catalogue();
    let read = events(&plan(&[source(REPORT)], &known).unwrap());
    let curated = Event {
        title: Bilingual::new("桃の催し", "Peaches"),
        city: Some("別の市".to_owned()),
        origin: Origin::Curated,
        overview: Vec::new(),
        ..(*read[0]).clone()
    };
    let document = Event { city: Some("別の市".to_owned()), ..(*read[1]).clone() };
    known.events = vec![Arc::new(curated.clone()), Arc::new(document)];
    let sources = [source(REPORT)];
    let plan = plan(&sources, &known).unwrap();
    let events = events(&plan);
    assert_eq!(*events[0], Event { overview: read[0].overview.clone(), ..curated });
    assert_eq!(events[1], read[1]);
    let differences: Vec<_> = remarks(&plan, &sources)
        .into_iter()
        .filter(|remark| remark.contains("is known as"))
        .collect();
    assert_eq!(
        differences,
        [
            "warning [桃の催し 【在アトランタ] fy2024-01: city reads \"アトランタ市\" here, but is known as \"別の市\""
        ]
    );
}

#[test]
fn passages_of_an_earlier_longer_reading_are_deleted() {
    let mut known = testing::catalogue();
    let slugs = ["fy2024-report/0001", "fy2024-report/0999"].map(str::to_owned).to_vec();
    known.passages.insert("fy2024-report".to_owned(), slugs);
    let plan = plan(&[source(REPORT)], &known).unwrap();
    let deleted: Vec<_> = plan.documents[0]
        .change_set
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Delete(key) => Some((key.kind, key.slug.as_str())),
            Change::Put(_) => None,
        })
        .collect();
    assert_eq!(deleted, [(Kind::Passage, "fy2024-report/0999")]);
}

#[test]
fn an_import_that_cannot_begin_says_why() {
    let known = testing::catalogue();
    let error =
        |sources: &[Source], known: &Catalogue| plan(sources, known).unwrap_err().to_string();
    assert!(
        error(&[source("令和6年度の実施報告書")], &known)
            .contains("found no name of the task force")
    );
    assert!(
        error(&[source(REPORT), source(REPORT)], &known)
            .ends_with("are both fy2024-report: import one of them")
    );
    assert!(error(&[source(REPORT)], &Catalogue::default()).contains("load the seed first"));
}

/// Lines of all kinds, in an order that no document has.
fn disorder() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = REPORT.lines().chain(SUMMARY.lines()).collect();
    let known = proptest::sample::select(lines).prop_map(str::to_owned);
    let odd = "[（）()（1）１：:【】在総\\- ●⇒。、「」年月日市州名約万,0-9桃ア\\PC]{0,12}";
    let line = prop_oneof![4 => known, 1 => odd.prop_map(|line| line.replace("**", ""))];
    proptest::collection::vec(line, 0..60).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_disorder_loses_a_word(text in disorder(), report: bool) {
        let head = if report { "実施報告書 令和6年度" } else { "2020年度－2024年度の案件実施状況" };
        let text = format!("グラスルーツからの日米関係強化に関する政府タスクフォース\n{head}\n\n{text}");
        let source = Source { name: String::new(), text };
        let plan = plan(std::slice::from_ref(&source), &testing::catalogue()).unwrap();
        let squeeze = |text: &str| -> String { text.replace("**", "").split_whitespace().collect() };
        let changes = &plan.documents[0].change_set.changes;
        let passages = changes.iter().filter_map(|change| match change {
            Change::Put(Record::Passage(passage)) => Some(squeeze(&passage.text)),
            _ => None,
        });
        prop_assert_eq!(passages.collect::<String>(), squeeze(&source.text));
        for remark in &plan.diagnostics {
            prop_assert!(source.text.get(remark.range.clone()).is_some());
        }
    }
}
