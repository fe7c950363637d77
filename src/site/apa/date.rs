//! Dates as APA writes them (8.15, 9.14 to 9.17). Takes checked dates; gives what stands in brackets after the names.

use crate::library::bibliography::source::{Date, Kind, Moment, Period, Until};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SEASONS: [&str; 4] = ["Spring", "Summer", "Autumn", "Winter"];

/// The year alone, without a letter: `1969`, `n.d.`, `in press`, `ca. 350 B.C.E.`, `2010–2015`.
pub fn year(date: &Date) -> String {
    match date {
        Date::Undated => "n.d.".to_owned(),
        Date::InPress => "in press".to_owned(),
        Date::Published(period) => years(period),
    }
}

/// `350 B.C.E.`, `2010–2015`, `2010–present`, `ca. 1985`.
pub fn years(period: &Period) -> String {
    let about = if period.approximate { "ca. " } else { "" };
    let from = period.from.year;
    let both_before = |until: i32| from <= 0 && until <= 0;
    let years = match period.until {
        Until::Open => format!("{}–present", one_year(from)),
        Until::Moment(until) if until.year == from => one_year(from),
        Until::Moment(until) if both_before(until.year) => format!("{}–{}", 1 - from, one_year(until.year)),
        Until::Moment(until) => format!("{}–{}", one_year(from), one_year(until.year)),
        Until::Same => one_year(from),
    };
    format!("{about}{years}")
}

fn one_year(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} B.C.E.", 1 - year) }
}

/// The year with its letter: `2019a`, `n.d.-a`, `in press-b`.
pub fn lettered(year: &str, letter: Option<&str>) -> String {
    match letter {
        None => year.to_owned(),
        Some(letter) if year.ends_with(|c: char| c.is_ascii_digit()) => format!("{year}{letter}"),
        Some(letter) => format!("{year}-{letter}"),
    }
}

/// The date in a reference: the year, and for what appears on a day also month and day (APA 9.14).
pub fn full(date: &Date, kind: Kind, letter: Option<&str>) -> String {
    let year = lettered(&year(date), letter);
    let Date::Published(period) = date else { return year };
    if !shows_day(kind) {
        return year;
    }
    let from = period.from;
    match (from.month.and_then(month_name), period.until) {
        (None, _) => year,
        (Some(month), Until::Moment(until)) if until.year == from.year => {
            let end = match (until.month.and_then(month_name), until.day) {
                (Some(_), Some(day)) if until.month == from.month => day.to_string(),
                (Some(month), day) => month_day(month, day),
                (None, _) => return format!("{year}, {}", month_day(month, from.day)),
            };
            format!("{year}, {}–{end}", month_day(month, from.day))
        }
        (Some(month), Until::Same) => format!("{year}, {}", month_day(month, from.day)),
        (Some(_), Until::Moment(_) | Until::Open) => year,
    }
}

/// `July 12, 2019`
pub fn day(moment: Moment) -> String {
    match moment.month.and_then(month_name) {
        Some(month) if moment.day.is_some() => format!("{}, {}", month_day(month, moment.day), moment.year),
        Some(month) => format!("{month} {}", moment.year),
        None => moment.year.to_string(),
    }
}

fn month_day(month: &str, day: Option<u8>) -> String {
    day.map_or_else(|| month.to_owned(), |day| format!("{month} {day}"))
}

fn month_name(month: u8) -> Option<&'static str> {
    let index = usize::from(month);
    MONTHS.get(index.checked_sub(1)?).or_else(|| SEASONS.get(index.checked_sub(21)?)).copied()
}

/// What appears on a day is dated by that day; scholarly articles, books, reports and theses by the year alone (APA 9.14).
pub fn shows_day(kind: Kind) -> bool {
    match kind {
        Kind::Article
        | Kind::Book
        | Kind::EditedBook
        | Kind::Chapter
        | Kind::Thesis
        | Kind::Film
        | Kind::ConferencePaper
        | Kind::Entry
        | Kind::Report
        | Kind::Dataset
        | Kind::Software
        | Kind::Manuscript => false,
        Kind::Magazine | Kind::Newspaper | Kind::WebPage | Kind::Video | Kind::Presentation | Kind::Other => {
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::bibliography::date;

    #[test]
    fn every_date_has_its_form() {
        for (written, text, list) in [
            ("1969", "1969", "1969"),
            ("n.d.", "n.d.", "n.d."),
            ("in press", "in press", "in press"),
            ("2019-03-05", "2019", "2019, March 5"),
            ("2019-03", "2019", "2019, March"),
            ("2019-21", "2019", "2019, Spring"),
            ("2019-03-05/2019-03-07", "2019", "2019, March 5–7"),
            ("2019-03-30/2019-04-02", "2019", "2019, March 30–April 2"),
            ("2010/2015", "2010–2015", "2010–2015"),
            ("2010/", "2010–present", "2010–present"),
            ("-0349~", "ca. 350 B.C.E.", "ca. 350 B.C.E."),
            ("-0349/-0339", "350–340 B.C.E.", "350–340 B.C.E."),
        ] {
            let read = date::parse(written).unwrap();
            assert_eq!(year(&read), text, "{written}");
            assert_eq!(full(&read, Kind::WebPage, None), list, "{written}");
        }
    }

    #[test]
    fn a_letter_follows_the_year() {
        assert_eq!(lettered("2019", Some("a")), "2019a");
        assert_eq!(lettered("n.d.", Some("a")), "n.d.-a");
        assert_eq!(lettered("in press", Some("b")), "in press-b");
    }
}
