//! Days since 1970 to years, months and days, and back. Floor 5.

use super::{Day, Moment, SECONDS_PER_DAY};

/// 0001-01-01T00:00:00.
const FIRST_SECOND: i64 = -62_135_596_800;
/// 9999-12-31T23:59:59.
const LAST_SECOND: i64 = 253_402_300_799;

/// Days from 0000-03-01 to 1970-01-01: a year that starts in March has its leap day last.
const EPOCH: i64 = 719_468;
const DAYS_PER_ERA: i64 = 146_097;
const YEARS_PER_ERA: i64 = 400;

impl Moment {
    /// `None` outside the years 1 to 9999.
    pub(in crate::with) fn new(seconds: i64, nanos: u32) -> Option<Self> {
        (FIRST_SECOND..=LAST_SECOND).contains(&seconds).then_some(Moment { seconds, nanos })
    }

    /// The same moment on the clocks of an offset.
    pub(in crate::with) fn plus_minutes(self, minutes: i32) -> Option<Self> {
        Moment::new(self.seconds.checked_add(i64::from(minutes) * 60)?, self.nanos)
    }

    pub(in crate::with) fn day(self) -> Day {
        Day::of(self.seconds.div_euclid(SECONDS_PER_DAY))
    }

    pub(in crate::with) fn second_of_day(self) -> i64 {
        self.seconds.rem_euclid(SECONDS_PER_DAY)
    }
}

impl Day {
    /// `None` for a day that no month has, or a year that .NET has not.
    pub(in crate::with) fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            1..=12 => 31,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Day { year, month, day })
    }

    /// Seconds from 1970-01-01 to the start of the day.
    pub(in crate::with) fn seconds(self) -> i64 {
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(YEARS_PER_ERA);
        let year_of_era = year.rem_euclid(YEARS_PER_ERA);
        let month_from_march = (month + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        (era * DAYS_PER_ERA + day_of_era - EPOCH) * SECONDS_PER_DAY
    }

    /// The date `days` after 1970-01-01, which a [`Moment`] has.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a Moment's year has four digits"
    )]
    fn of(days: i64) -> Self {
        let days = days + EPOCH;
        let era = days.div_euclid(DAYS_PER_ERA);
        let day_of_era = days.rem_euclid(DAYS_PER_ERA);
        let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
        let year_of_era = (day_of_era - leap_days) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = era * YEARS_PER_ERA + year_of_era + i64::from(month <= 2);
        Day { year: year as u16, month: month as u8, day: day as u8 }
    }
}
