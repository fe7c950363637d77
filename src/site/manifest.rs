//! What a telephone needs to put the site on its first screen. Takes the settings; gives the web app manifest. Knows
//! nothing of what the site says.

use serde::Serialize;

use crate::library::settings::Settings;
use crate::site::address::{Address, Base};
use crate::site::page::{Cache, Media, Page};

/// The colour of the page by day, `--paper` in `site.css`; a manifest cannot ask whether it is night.
const PAPER: &str = "#fdfdfb";

#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    short_name: &'a str,
    lang: &'a str,
    start_url: &'a str,
    scope: &'a str,
    display: &'static str,
    background_color: &'static str,
    theme_color: &'static str,
    icons: [Icon; 1],
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: &'static str,
    #[serde(rename = "type")]
    media: &'static str,
}

/// The manifest. A reader who opened the site from its icon still needs the way back and the address to share, so the
/// browser keeps a little of itself around the page.
pub fn manifest(settings: &Settings, base: &Base) -> Page {
    let home = base.link(&Address::home());
    let manifest = Manifest {
        name: &settings.title,
        // Whoever shows it shortens it; where to cut a name is not for a program to guess.
        short_name: &settings.title,
        lang: &settings.language.value,
        start_url: &home,
        scope: &home,
        display: "minimal-ui",
        background_color: PAPER,
        theme_color: PAPER,
        icons: [Icon { src: base.link(&Address::favicon()), sizes: "any", media: Media::Svg.name() }],
    };
    let json = serde_json::to_string(&manifest).expect("texts can be written as JSON");
    Page::new(Media::Manifest, Cache::Short, json)
}
