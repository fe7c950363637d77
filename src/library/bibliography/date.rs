//! Dates in the citations file. Takes what an author wrote, the extended form of ISO 8601 that BibLaTeX uses or a year
//! in words; gives a checked [`Date`], or nothing when it cannot be read. Never looks at a clock.

use crate::library::bibliography::source::{Date, Moment, Period, Until};

/// How a date can be written, for whoever wrote it in another way.
pub const HELP: &str = "write `1969`, `1969-03`, `1969-03-05`, `1969-03/1969-04`, `2010/` (still going on), `1985~` (about), \
                        `-0349` (350 B.C.E.), `n.d.` or `in press`";

/// Reads a whole date.
pub fn parse(text: &str) -> Option<Date> {
    match text.trim().trim_matches(['(', ')', '[', ']', '{', '}']).to_lowercase().as_str() {
        "n.d." | "n.d" | "nd" | "no date" => Some(Date::Undated),
        "in press" | "inpress" | "forthcoming" | "in-press" => Some(Date::InPress),
        other => period(other).map(Date::Published),
    }
}

/// Reads a moment or a period.
pub fn period(text: &str) -> Option<Period> {
    let text = text.trim().trim_matches(['{', '}']).to_lowercase();
    let (text, mut approximate) =
        match ["ca. ", "ca.", "c. ", "c.", "circa "].iter().find_map(|about| text.strip_prefix(about)) {
            Some(rest) => (rest.trim().to_owned(), true),
            None => (text, false),
        };
    let is_years = |text: &str, dash: &str| {
        text.split_once(dash).is_some_and(|(from, to)| {
            from.len() == 4 && to.len() == 4 && (from.to_owned() + to).bytes().all(|b| b.is_ascii_digit())
        })
    };
    let dash = ["–", "--", "-"].into_iter().find(|dash| is_years(&text, dash)).unwrap_or("/");
    let (from, until) = match text.split_once(dash) {
        Some((from, until)) => (from, Some(until)),
        None => (text.as_str(), None),
    };
    let mut one = |text: &str| {
        let plain = text.trim().trim_end_matches(['~', '?', '%']);
        approximate |= plain.len() < text.trim().len();
        moment(plain)
    };
    let from = one(from)?;
    let until = match until.map(str::trim) {
        None => Until::Same,
        Some("" | ".." | "open") => Until::Open,
        Some(until) => {
            let until = one(until)?;
            if until < from {
                return None;
            }
            if until == from { Until::Same } else { Until::Moment(until) }
        }
    };
    Some(Period { from, until, approximate })
}

/// Reads `1969`, `1969-03`, `1969-03-05`, `2020-21` (spring), `-0349`. A time of day is passed over.
pub fn moment(text: &str) -> Option<Moment> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let digits = digits.split_once(['t', 'T', ' ']).map_or(digits, |(date, _)| date);
    let mut parts = digits.split('-');
    let number = |part: &str, most: usize| {
        let is_number = !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse::<i32>().ok()).flatten()
    };
    let year_digits = parts.next()?;
    // `69` for 1969 is a mistake; the year 69 is written `0069`.
    let year = number(year_digits, 4).filter(|_| year_digits.len() >= 3)? * sign;
    let month = match parts.next() {
        None => None,
        Some(part) => Some(u8::try_from(number(part, 2)?).ok()?),
    };
    let day = match parts.next() {
        None => None,
        Some(part) => Some(u8::try_from(number(part, 2)?).ok()?),
    };
    (parts.next().is_none() && is_real(year, month, day)).then_some(Moment { year, month, day })
}

/// The number of a month that is written out, in short or as a number: what BibTeX's `month` holds.
pub fn month(text: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.trim().trim_end_matches('.').to_lowercase();
    if let Ok(number) = text.parse::<u8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let season = match text.as_str() {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        "winter" => Some(24),
        _ => None,
    };
    let is_month = |name: &&str| text.len() >= 3 && name.starts_with(&text);
    season.or_else(|| (1..=12).zip(MONTHS).find(|(_, name)| is_month(name)).map(|(number, _)| number))
}

fn is_real(year: i32, month: Option<u8>, day: Option<u8>) -> bool {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        None => return day.is_none(),
        Some(21..=24) => return day.is_none(),
        Some(4 | 6 | 9 | 11) => 30,
        Some(2) if is_leap => 29,
        Some(2) => 28,
        Some(1..=12) => 31,
        Some(_) => return false,
    };
    day.is_none_or(|day| (1..=longest).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let part = |m: Moment| format!("{} {:?} {:?}", m.year, m.month.unwrap_or(0), m.day.unwrap_or(0));
        match parse(text) {
            None => "-".into(),
            Some(Date::Undated) => "n.d.".into(),
            Some(Date::InPress) => "in press".into(),
            Some(Date::Published(period)) => {
                let until = match period.until {
                    Until::Same => String::new(),
                    Until::Open => " on".into(),
                    Until::Moment(until) => format!(" to {}", part(until)),
                };
                format!("{}{until}{}", part(period.from), if period.approximate { " about" } else { "" })
            }
        }
    }

    #[test]
    fn a_date_is_read_in_each_of_its_forms() {
        for (text, expected) in [
            ("1969", "1969 0 0"),
            ("1969-03", "1969 3 0"),
            ("1969-03-05", "1969 3 5"),
            ("2020-21", "2020 21 0"),
            ("2020-02-29T10:00:00", "2020 2 29"),
            ("1985~", "1985 0 0 about"),
            ("ca. 1985", "1985 0 0 about"),
            ("-0349", "-349 0 0"),
            ("2010/2015", "2010 0 0 to 2015 0 0"),
            ("2010–2015", "2010 0 0 to 2015 0 0"),
            ("2010-2015", "2010 0 0 to 2015 0 0"),
            ("2010/", "2010 0 0 on"),
            ("2019-03-05/2019-03-07", "2019 3 5 to 2019 3 7"),
            ("(n.d.)", "n.d."),
            ("In press", "in press"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in
            ["", "69", "1969-13", "1969-02-29", "1969-3-", "19690", "May 1969", "2015/2010", "1969a", "-"]
        {
            assert_eq!(shown(text), "-", "{text}");
        }
    }

    #[test]
    fn a_month_may_be_a_word() {
        assert_eq!(month("Mar."), Some(3));
        assert_eq!(month("september"), Some(9));
        assert_eq!(month("12"), Some(12));
        assert_eq!(month("Spring"), Some(21));
        assert_eq!(month("ma"), None);
        assert_eq!(month("13"), None);
    }
}
