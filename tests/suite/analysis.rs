//! How Japanese is read: golden tests. A change here changes what every search
//! finds; the index is made again when the rules change.

use kusanone::search::Analyzer;
use kusanone::search::analyzer::grams;

use crate::kit::dictionary;

/// Every word of every text: what is indexed, and where it stands.
#[test]
fn texts_are_read_into_words() {
    let analyzer = Analyzer::open(dictionary()).unwrap();
    let read = |text: &str| {
        let words = analyzer.read(text).unwrap().words;
        let words: Vec<_> = words
            .iter()
            .map(|word| format!("{}={}", word.term, &text[word.original.clone()]))
            .collect();
        words.join(" ")
    };
    for (text, expected) in [
        // The domain's own words stand whole, alone, inside and at the end.
        ("日米", "日米=日米"),
        (
            "日米の半導体サプライチェーン",
            "日米=日米 半導体=半導体 さぷらいちえーん=サプライチェーン",
        ),
        ("スタートアップと与圧ローバー", "すたーとあつぷ=スタートアップ 与圧ろーばー=与圧ローバー"),
        // Width and compatibility forms are one before words are found.
        ("ｻﾌﾟﾗｲﾁｪｰﾝ強靱化", "さぷらいちえーん=ｻﾌﾟﾗｲﾁｪｰﾝ 強靱化=強靱化"),
        ("㍿による2,000個", "株式会社=㍿ 2000=2,000 個=個"),
        // Verbs in their dictionary form; particles and the like are dropped.
        ("州知事が出席したレセプションは？", "州=州 知事=知事 出席=出席 れせぷしよん=レセプション"),
        ("議論し、深まった", "議論=議論 深まる=深まっ"),
        // A middle dot ends a word.
        (
            "ディープテック・スタートアップ",
            "でいーぷてつく=ディープテック すたーとあつぷ=スタートアップ",
        ),
        ("", ""),
        ("、。「」", ""),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn texts_are_read_into_grams() {
    let read = |folded: &str| {
        let grams = grams(folded);
        let show =
            |term: &str| term.replace('\u{1}', "<").replace('\u{2}', "=").replace('\u{4}', "<=");
        let shown: Vec<_> =
            grams.iter().map(|gram| format!("{}@{}", show(&gram.term), gram.position)).collect();
        shown.join(" ")
    };
    for (folded, expected) in [
        ("半導体", "半導@0 <半@0 導体@1 体@2"),
        ("水", "水@0 <水@0"),
        ("ai推進", "ai@0 <a@0 =ai@0 <=ai@0 i推@1 推進@2 進@3"),
        ("計画4 0", "計画@0 <計@0 画4@1 4@2 =4@2 0@4 <0@4 =0@4 <=0@4"),
    ] {
        assert_eq!(read(folded), expected);
    }
}
