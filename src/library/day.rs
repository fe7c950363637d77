//! A day of the calendar. Takes numbers or `2026-11-25`; gives [`Day`]. Knows nothing of clocks.

/// A day as written, `2026-11-25`. Ordered as in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// The day so many months before; the last of its month where that is shorter.
    #[must_use]
    pub fn months_before(self, months: usize) -> Day {
        let count = usize::from(self.year) * 12 + usize::from(self.month) - 1;
        let count = count.saturating_sub(months);
        let year = u16::try_from(count / 12).expect("a year before this one fits where this one does");
        let month = u8::try_from(count % 12 + 1).expect("there are twelve months");
        Day { year, month, day: self.day.min(days_in(year, month)) }
    }

    /// How many days after `other` it is; less than nothing when it is before.
    pub fn days_since(self, other: Day) -> i64 {
        self.number() - other.number()
    }

    /// Days from 1 March of the year 0 on, so that the leap day is the last of a year.
    fn number(self) -> i64 {
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        365 * year + leap_days + (153 * month + 2) / 5 + i64::from(self.day) - 1
    }

    /// Reads `2026-11-25`; nothing for what is no day of the calendar or is written otherwise.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.split('-');
        let mut part =
            |length| parts.next().filter(|part| part.len() == length).and_then(|part| part.parse().ok());
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        let day = Day { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
        let is_there = (1..=12).contains(&month) && (1..=days_in(year, day.month)).contains(&day.day);
        (is_there && day.to_string() == text).then_some(day)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl std::fmt::Display for Day {
    /// As ISO 8601 has it: `2026-11-25`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_years() {
        let days = |from, to| Day::parse(to).unwrap().days_since(Day::parse(from).unwrap());
        assert_eq!(days("2026-11-25", "2026-12-25"), 30);
        assert_eq!(days("2026-12-31", "2027-01-01"), 1);
        assert_eq!(days("2028-02-28", "2028-03-01"), 2);
        assert_eq!(days("2100-02-28", "2100-03-01"), 1);
        assert_eq!(days("2026-01-01", "2025-01-01"), -365);
    }
}
