//! What is shown instead of a page.

use maud::html;

use crate::site::failure::Failure;
use crate::site::layout::{Layout, Page};
use crate::site::visit::Visit;

pub fn page(visit: &Visit, failure: &Failure) -> Page {
    let (title, advice) = match failure {
        Failure::NotFound => (
            visit.say("頁が見つかりません", "There is no such page"),
            visit.say(
                "アドレスを確かめるか、検索してください。",
                "Check the address, or search for what you are looking for.",
            ),
        ),
        Failure::Unusable(_) => (
            visit.say("この条件では表示できません", "This cannot be shown"),
            visit.say(
                "アドレスの条件に使えない値があります。下の説明を見て直すか、検索からやり直してください。",
                "The address holds a value that cannot be used. Mend it as told below, or begin with a search.",
            ),
        ),
        Failure::Busy => (
            visit.say("混み合っています", "Too busy at the moment"),
            visit.say(
                "時間内に答えられませんでした。少し待って、もう一度開いてください。条件を絞ると速くなります。",
                "There was no answer in time. Wait a little and open the page again; narrower conditions are faster.",
            ),
        ),
        Failure::Internal => (
            visit.say("表示できませんでした", "Something went wrong"),
            visit.say(
                "サービスの内部で問題が起きました。記録は管理者が見られます。",
                "Something inside the service failed. Its log tells those who run it what.",
            ),
        ),
    };
    let body = html! {
        div.error-page {
            p.error-code { (failure.status()) }
            h1 { (title) }
            p { (advice) }
            @if let Failure::Unusable(message) = failure {
                p lang="en" { code { (message) } }
            }
            p.actions { a.button href=(visit.to("/")) { (visit.say("最初の頁へ", "To the first page")) } }
        }
    };
    Page { title: title.to_owned(), layout: Layout::Narrow, body }
}
