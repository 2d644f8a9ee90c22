//! A small catalogue for tests: the real posts, states and nothing else.

use std::sync::Arc;

use super::Catalogue;
use crate::model::{Bilingual, Consulate, ConsulateKind, Jurisdiction, State, StateKind};

/// Slug, city and jurisdiction.
const POSTS: &[(&str, &str, &str)] = &[
    ("atlanta", "アトランタ", "GA AL NC SC VA"),
    ("anchorage", "アンカレジ", "AK"),
    ("san-francisco", "サンフランシスコ", "CA NV"),
    ("seattle", "シアトル", "WA MT ID"),
    ("chicago", "シカゴ", "IL IN IA KS MN MO NE ND SD WI"),
    ("detroit", "デトロイト", "MI OH"),
    ("denver", "デンバー", "CO UT NM WY"),
    ("nashville", "ナッシュビル", "TN KY AR LA MS"),
    ("new-york", "ニューヨーク", "NY NJ PA DE WV CT"),
    ("houston", "ヒューストン", "TX OK"),
    ("portland", "ポートランド", "OR ID"),
    ("boston", "ボストン", "MA ME NH RI VT CT"),
    ("honolulu", "ホノルル", "HI"),
    ("miami", "マイアミ", "FL"),
    ("los-angeles", "ロサンゼルス", "CA AZ"),
    ("washington-dc", "ワシントンD.C.", "DC MD VA"),
];

const STATES: &str = "\
    AL アラバマ AK アラスカ AZ アリゾナ AR アーカンソー CA カリフォルニア CO コロラド CT コネチカット \
    DE デラウェア FL フロリダ GA ジョージア HI ハワイ ID アイダホ IL イリノイ IN インディアナ IA アイオワ \
    KS カンザス KY ケンタッキー LA ルイジアナ ME メイン MD メリーランド MA マサチューセッツ MI ミシガン \
    MN ミネソタ MS ミシシッピ MO ミズーリ MT モンタナ NE ネブラスカ NV ネバダ NH ニューハンプシャー \
    NJ ニュージャージー NM ニューメキシコ NY ニューヨーク NC ノースカロライナ ND ノースダコタ OH オハイオ \
    OK オクラホマ OR オレゴン PA ペンシルベニア RI ロードアイランド SC サウスカロライナ SD サウスダコタ \
    TN テネシー TX テキサス UT ユタ VT バーモント VA バージニア WA ワシントン WV ウェストバージニア \
    WI ウィスコンシン WY ワイオミング";

pub fn catalogue() -> Catalogue {
    Catalogue {
        consulates: POSTS.iter().map(|post| Arc::new(consulate(post))).collect(),
        states: states().map(Arc::new).collect(),
        ..Catalogue::default()
    }
}

fn consulate(&(slug, city, jurisdiction): &(&str, &str, &str)) -> Consulate {
    let (consulate_kind, name) = match slug {
        "washington-dc" => (ConsulateKind::Embassy, "在アメリカ合衆国日本国大使館".to_owned()),
        "anchorage" | "portland" => (ConsulateKind::ConsularOffice, format!("在{city}領事事務所")),
        _ => (ConsulateKind::ConsulateGeneral, format!("在{city}日本国総領事館")),
    };
    let part = |state: &str| Jurisdiction {
        state: state.to_owned(),
        area: None,
        from: None,
        to: None,
        basis: Default::default(),
        reason: None,
    };
    Consulate {
        slug: slug.to_owned(),
        name: Bilingual::ja(name),
        aliases: Vec::new(),
        consulate_kind,
        city: Bilingual::ja(city),
        location: None,
        jurisdiction: jurisdiction.split(' ').map(part).collect(),
    }
}

fn states() -> impl Iterator<Item = State> {
    let words: Vec<&str> = STATES.split_whitespace().collect();
    let states = words.chunks(2).map(|pair| (pair[0], format!("{}州", pair[1]), StateKind::State));
    let district = [("DC", "ワシントンD.C.".to_owned(), StateKind::District)];
    let states: Vec<_> = states.chain(district).collect();
    states.into_iter().map(|(code, name, state_kind)| State {
        code: code.to_owned(),
        name: Bilingual::ja(name),
        aliases: if code == "CA" { vec!["加州".to_owned()] } else { Vec::new() },
        state_kind,
    })
}
