//! The frame that all pages share: head, header, navigation, footer.

use maud::{DOCTYPE, Markup, html};

use super::address::Address;
use super::parts::form;
use super::visit::Visit;

/// A page without its frame.
pub struct Page {
    /// What browsers and bookmarks call it.
    pub title: String,
    pub layout: Layout,
    /// What stands in `main`.
    pub body: Markup,
}

/// What a page looks like as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Text and lists.
    Plain,
    /// Tables and maps that take all the room there is.
    Wide,
    /// A few lines.
    Narrow,
    /// A sheet to be printed.
    Sheet,
    /// The first page, whose own search form is the large one.
    Home,
}

impl Layout {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "page",
            Self::Wide => "page is-wide",
            Self::Narrow => "page is-narrow",
            Self::Sheet => "page is-briefing",
            Self::Home => "page is-home",
        }
    }
}

/// Pages of the navigation: path, name in Japanese and in English.
const MAIN: [(&str, &str, &str); 4] = [
    ("/search", "検索", "Search"),
    ("/coverage", "空白を探す", "Coverage"),
    ("/words", "ことばの推移", "Words over time"),
    ("/briefings", "概況資料", "Briefings"),
];

/// Pages that list all entities of a kind.
const LISTS: [(&str, &str, &str); 9] = [
    ("/states", "州", "States"),
    ("/consulates", "在外公館", "Posts"),
    ("/plans", "行動計画", "Action plans"),
    ("/organisations", "団体", "Organisations"),
    ("/partnerships", "姉妹都市等", "Partnerships"),
    ("/series", "継続事業", "Series"),
    ("/themes", "主題", "Themes"),
    ("/figures", "公表値", "Figures"),
    ("/documents", "資料", "Documents"),
];

/// Parameters of a search that a new query keeps.
const KEPT: [&str; 3] = ["kinds", "view", "orderBy"];

/// The whole document.
pub fn document(visit: &Visit, page: &Page) -> Markup {
    let language = visit.language();
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) @if page.layout != Layout::Home { (visit.say(" − 草の根", " − Kusanone")) } }
                link rel="stylesheet" href="/assets/site.css";
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="alternate" hreflang=(language.other().tag())
                    href=(visit.address.in_language(language.other()));
                script type="module" src="/assets/site.js" {}
            }
            body {
                a.skip-link href="#main" { (visit.say("本文へ移動", "Skip to content")) }
                (header(visit, page.layout))
                main #main class=(page.layout.class()) tabindex="-1" { (page.body) }
                (footer(visit))
            }
        }
    }
}

fn header(visit: &Visit, layout: Layout) -> Markup {
    let other = visit.language().other();
    html! {
        header.site-header {
            div.site-bar {
                a.site-name href=(visit.to("/")) {
                    (visit.say("草の根", "Kusanone")) " "
                    span lang=(other.tag()) { (visit.say("Kusanone", "草の根")) }
                }
                @if layout != Layout::Home { (search_form(visit)) }
                a.language href=(visit.address.in_language(other)) hreflang=(other.tag())
                    lang=(other.tag()) { (visit.say("English", "日本語")) }
            }
            nav.site-nav aria-label=(visit.say("主な頁", "Main pages")) {
                ul {
                    @for page in MAIN { li { (entry(visit, page)) } }
                    li {
                        details.menu data-menu {
                            summary { (visit.say("一覧", "Browse")) }
                            ul { @for page in LISTS { li { (entry(visit, page)) } } }
                        }
                    }
                    li { (entry(visit, ("/findings", "所見", "Findings"))) }
                    li { a href="/graphiql" { "API" } }
                }
            }
        }
    }
}

fn entry(visit: &Visit, (path, ja, en): (&str, &str, &str)) -> Markup {
    let here = visit.address.path == path
        || visit.address.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    html! {
        a href=(visit.to(path)) aria-current=[here.then_some("page")] { (visit.say(ja, en)) }
    }
}

/// The search form of the header.
fn search_form(visit: &Visit) -> Markup {
    let label = html! {
        label.visually-hidden for="query" { (visit.say("検索語", "Search for")) }
    };
    html! {
        form.site-search action=(visit.to("/search")) method="get" role="search" {
            (search_box(visit, label))
        }
    }
}

/// The large one of the first page.
pub fn large_search_form(visit: &Visit) -> Markup {
    let label = html! {
        label.site-search-label for="query" {
            (visit.say("事業、団体、資料を探す", "Search events, partners and documents"))
        }
    };
    html! {
        form.site-search.is-large action=(visit.to("/search")) method="get" role="search" {
            (search_box(visit, label))
        }
    }
}

fn search_box(visit: &Visit, label: Markup) -> Markup {
    let searching = visit.address.path == "/search";
    let query = if searching { visit.asked("query") } else { None };
    html! {
        div.combobox data-suggest {
            (label)
            input #query name="query" type="search" value=[query] maxlength="1000"
                autocomplete="off" autocapitalize="none" spellcheck="false"
                placeholder=(visit.say("例: 半導体 オハイオ 令和6年度", "e.g. semiconductor Ohio 2024"));
        }
        button.button type="submit" { (visit.say("検索", "Search")) }
        @if searching { (form::hidden(&visit.address.parameters.clone().only(&KEPT))) }
    }
}

fn footer(visit: &Visit) -> Markup {
    let link = |path: &str, ja: &'static str, en: &'static str| {
        let address: Address = visit.to(path);
        html! { li { a href=(address) { (visit.say(ja, en)) } } }
    };
    html! {
        footer.site-footer {
            div.site-footer-inner {
                p { (visit.say(
                    "草の根は、外務省が公表した報告書と資料に載る、グラスルーツからの日米関係強化に関する政府タスクフォースの事業を集めたものです。要旨は独自に書いたもので、原資料の文言は取り込んだ資料の頁にあります。",
                    "Kusanone gathers the events of the Japanese government's task force for Japan-US relations at the grass-roots level, as published reports tell them. Abstracts are our own; the wording of a document stands on its own page.",
                )) }
                ul {
                    (link("/documents", "もとになった資料", "Source documents"))
                    (link("/findings", "資料についての所見", "Findings on the sources"))
                    li { a href="/graphiql" { "GraphQL API" } }
                }
            }
        }
    }
}
