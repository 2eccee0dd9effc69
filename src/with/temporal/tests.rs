use super::*;

#[test]
fn every_day_has_its_second_and_every_second_its_day() {
    let mut start = Moment::new(-62_135_596_800, 0).unwrap().seconds;
    for year in 1..=9999 {
        for month in 1..=12 {
            for day in (1..=31).filter_map(|day| Day::new(year, month, day)) {
                assert_eq!(day.seconds(), start, "{day:?}");
                assert_eq!(Moment::new(start + SECONDS_PER_DAY - 1, 0).unwrap().day(), day);
                start += SECONDS_PER_DAY;
            }
        }
    }
    assert_eq!(start, 253_402_300_800);
    assert_eq!(Moment::new(start, 0), None);
    assert_eq!(Day::new(1970, 1, 1).unwrap().seconds(), 0);
    for (year, month, day) in
        [(0, 1, 1), (10_000, 1, 1), (2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 1, 0)]
    {
        assert_eq!(Day::new(year, month, day), None);
    }
}

#[test]
fn durations_are_read_as_they_are_written() {
    for nanoseconds in [0, 100, -100, 1_000_000_000, 59_999_999_900, 86_400_000_000_000, -93_784_005_000_000]
    {
        for times in [1, 7, 61, 3_601, 90_001] {
            let duration = nanoseconds * times;
            assert_eq!(parse_duration(&format_duration(duration)), Some(duration));
        }
    }
    // The largest of .NET's, which the reference does not write right.
    assert_eq!(format_duration(922_337_203_685_477_580_700), "P10675199DT2H48M5.4775807S");
    assert_eq!(format_duration(-922_337_203_685_477_580_800), "-P10675199DT2H48M5.4775808S");
    assert_eq!(format_duration(99), "PT0S", "less than 100 nanoseconds");
    assert_eq!(format_duration(-199), "-PT0.0000001S");
}
