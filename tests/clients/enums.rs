//! Enums by number and bit flags, in JSV, in CSV, and in the buffer of `flatten`.

use jsv::Options;
use jsv::with::Numbered;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Level {
    Low,
    High,
}

impl Numbered for Level {
    fn number(&self) -> i64 {
        match self {
            Level::Low => -1,
            Level::High => 10,
        }
    }

    fn from_number(number: i64) -> Option<Self> {
        [Level::Low, Level::High].into_iter().find(|level| level.number() == number)
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Rights(u8);

impl Numbered for Rights {
    fn number(&self) -> i64 {
        self.0.into()
    }

    fn from_number(number: i64) -> Option<Self> {
        u8::try_from(number).ok().filter(|bits| *bits < 8).map(Rights)
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct User {
    #[serde(with = "jsv::with::enum_number")]
    level: Level,
    #[serde(default, with = "jsv::with::enum_number")]
    levels: Vec<Level>,
    #[serde(default, with = "jsv::with::flags")]
    rights: Option<Rights>,
}

#[test]
fn numbers_and_names_of_enums() {
    let user = |level, levels: &[Level], rights: Option<u8>| User {
        level,
        levels: levels.to_vec(),
        rights: rights.map(Rights),
    };
    crate::check([
        ("?jsconfig=", "{level:10}", Ok(user(Level::High, &[], None))),
        (
            "?jsconfig=",
            "{level:-1,levels:[10,-1],rights:5}",
            Ok(user(Level::Low, &[Level::High, Level::Low], Some(5))),
        ),
        ("?jsconfig=", "{level: 10 ,rights:\"0\"}", Ok(user(Level::High, &[], Some(0)))),
        (".NET", "{level:High,levels:[low]}", Ok(user(Level::High, &[Level::Low], None))),
        (
            "?jsconfig=",
            "{level:2}",
            Err("level: expected the number or the name of a variant, found \"2\" (line 1, column 8)"),
        ),
        (
            "?jsconfig=",
            "{level:Middle}",
            Err("level: expected the number or the name of a variant, found \"Middle\" (line 1, column 8)"),
        ),
        (
            "?jsconfig=",
            "{level:10,rights:8}",
            Err("rights: expected flags, as a number, found \"8\" (line 1, column 18)"),
        ),
        (
            "?jsconfig=",
            "{level:10,rights:Read}",
            Err("rights: expected flags, as a number, found \"Read\" (line 1, column 18)"),
        ),
    ]);
    let written = user(Level::High, &[Level::Low], Some(3));
    assert_eq!(jsv::to_string(&written).unwrap(), "{level:10,levels:[-1],rights:3}");
    let csv = "level,levels,rights\r\n10,\"[-1]\",3\r\n";
    assert_eq!(jsv::csv::to_string(&[&written]).unwrap(), csv);
    assert_eq!(jsv::csv::from_str::<User>(csv).unwrap(), [user(Level::High, &[Level::Low], Some(3))]);
    let json = r#"{"level":10,"levels":[-1],"rights":3}"#;
    assert_eq!(serde_json::to_string(&written).unwrap(), json);
    assert_eq!(serde_json::from_str::<User>(json).unwrap(), written);
}

#[test]
fn numbers_in_the_buffer_of_flatten() {
    #[derive(Deserialize)]
    struct Outer {
        #[serde(flatten)]
        user: User,
    }

    let text = "{level:10,rights:3}";
    for options in [Options::new(), Options::new().infer_scalars(true)] {
        let outer: Outer = options.from_str(text).unwrap();
        assert_eq!((outer.user.level, outer.user.rights), (Level::High, Some(Rights(3))));
    }
}
