//! What serde's attributes make of a type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{both_ways, read, refused};

#[test]
fn defaults_and_skips() {
    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Settings {
        name: String,
        #[serde(default = "ten", skip_serializing_if = "is_ten")]
        limit: u32,
        #[serde(skip)]
        cache: u32,
        #[serde(skip_serializing)]
        secret: String,
        maybe: Option<u8>,
    }
    fn ten() -> u32 {
        10
    }
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    fn is_ten(limit: &u32) -> bool {
        *limit == 10
    }
    let settings = Settings { name: "a".into(), limit: 10, cache: 5, secret: "s".into(), maybe: None };
    assert_eq!(jsv::to_string(&settings).unwrap(), "{name:a}");
    assert_eq!(read::<Settings>("{name:a}"), Settings { cache: 0, secret: String::new(), ..settings });
    assert_eq!(read::<Settings>("{}"), Settings { limit: 10, ..Settings::default() });
    assert_eq!(read::<Settings>("{cache:x,SECRET:t}").secret, "t");
    // A default is for an absent field, never for an empty one.
    assert!(refused::<Settings>("{limit:}").starts_with("limit: expected an integer, found \"\""));
}

#[test]
fn renames_and_aliases() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Account {
        display_name: String,
        #[serde(rename = "e-mail", alias = "Mail", alias = "EmailAddress")]
        email: String,
        #[serde(rename = "a:b")]
        special: Option<u8>,
        r#type: u8,
    }
    let account = Account { display_name: "Ann".into(), email: "a@b".into(), special: Some(1), r#type: 2 };
    both_ways(&account, "{DisplayName:Ann,e-mail:a@b,\"a:b\":1,Type:2}");
    for text in [
        "{displayname:Ann,E-MAIL:a@b,\"A:B\":1,type:2}",
        "{Type:2,mail:a@b,\"a:b\":1,DISPLAYNAME:Ann}",
        "{\"a:b\":1,EmailAddress:a@b,TYPE:2,DisplayName:Ann,display_name:x}",
        "{ Type :2, Mail :a@b, DisplayName :Ann,\"a:b\":1}",
    ] {
        assert_eq!(read::<Account>(text), account, "{text}");
    }
    // Serde's derive finds it between two members: the place is that of the key that came last.
    assert_eq!(
        refused::<Account>("{DisplayName:Ann,e-mail:a,mail:b,Type:2}"),
        "duplicate field `e-mail` (line 1, column 27)"
    );
    for (text, column) in [
        ("{\"e-mail\":a,E-Mail:b}", 13),
        ("{e-mail:a,DisplayName:Ann,\"mail\":b,x:y}", 27),
        ("{DisplayName:Ann,e-mail:a,Type:2,displayname :b}", 34),
    ] {
        assert!(
            refused::<Account>(text).ends_with(&format!(" (line 1, column {column})")),
            "{text}: {}",
            refused::<Account>(text)
        );
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Kind {
        OneTwo,
        #[serde(rename_all = "camelCase")]
        ThreeFour {
            five_six: u8,
        },
    }
    both_ways(&Kind::OneTwo, "ONE_TWO");
    both_ways(&Kind::ThreeFour { five_six: 1 }, "{THREE_FOUR:{fiveSix:1}}");
    assert_eq!(read::<Kind>("{three_four:{FIVESIX:1}}"), Kind::ThreeFour { five_six: 1 });
}

/// "Each key exact first, then any ASCII case."
#[test]
fn fields_that_differ_in_case_only() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[allow(non_snake_case)]
    struct Cases {
        id: u8,
        ID: u8,
        Id: Option<u8>,
    }
    both_ways(&Cases { id: 1, ID: 2, Id: Some(3) }, "{id:1,ID:2,Id:3}");
    both_ways(&Cases { id: 1, ID: 2, Id: None }, "{id:1,ID:2}");
    assert_eq!(read::<Cases>("{Id:3,ID:2,id:1}"), Cases { id: 1, ID: 2, Id: Some(3) });
    assert_eq!(read::<Cases>("{ID:2,id:1}"), Cases { id: 1, ID: 2, Id: None });
    // Only ASCII letters have two cases.
    #[derive(Debug, Deserialize)]
    struct Accent {
        #[allow(dead_code, reason = "read only")]
        é: u8,
    }
    assert!(refused::<Accent>("{É:1}").starts_with("missing field `é`"));
}

#[test]
fn unknown_fields() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        a: u8,
        #[serde(default, alias = "bee")]
        b: u8,
    }
    assert_eq!(read::<Strict>("{A:1,BEE:2}"), Strict { a: 1, b: 2 });
    let error = jsv::from_str::<Strict>("{a:1, Z :2}").unwrap_err();
    assert_eq!(error.to_string(), "unknown field \"Z\", expected one of `a`, `b`, `bee` (line 1, column 6)");
    assert!(matches!(error.kind(), jsv::ErrorKind::UnknownField { .. }));
    // Skipped values must be well-formed.
    #[derive(Debug, PartialEq, Deserialize)]
    struct Loose {
        a: u8,
    }
    assert_eq!(read::<Loose>("{x:{y:[\"}\",z]},a:1,w:}").a, 1);
    for text in ["{x:{y},a:1}", "{x:[,a:1}", "{x:\"a,a:1}", "{x:\"a\"b,a:1}", "{a:1,x:[1]2}"] {
        refused::<Loose>(text);
    }
}

#[test]
fn other_variants() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Kind {
        Known,
        Data(u8),
        #[serde(other)]
        Other,
    }
    assert_eq!(read::<Kind>("known"), Kind::Known);
    assert_eq!(read::<Kind>("unheard"), Kind::Other);
    assert_eq!(read::<Vec<Kind>>("[unheard,Known,\"x,y\"]"), [Kind::Other, Kind::Known, Kind::Other]);
    assert_eq!(read::<Kind>("{unheard:}"), Kind::Other);
    assert_eq!(read::<BTreeMap<u8, Kind>>("{1:x,2:{data:3}}"), [(1, Kind::Other), (2, Kind::Data(3))].into());
}

#[test]
fn conversions() {
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(try_from = "String", into = "String")]
    struct Even(u8);

    impl TryFrom<String> for Even {
        type Error = String;

        fn try_from(text: String) -> Result<Self, String> {
            match text.parse::<u8>() {
                Ok(number) if number % 2 == 0 => Ok(Even(number)),
                _ => Err(format!("{text} is not even")),
            }
        }
    }

    impl From<Even> for String {
        fn from(even: Even) -> String {
            even.0.to_string()
        }
    }

    both_ways(&vec![Even(2), Even(4)], "[2,4]");
    let error = jsv::from_str::<Vec<Even>>("[2,3]").unwrap_err();
    assert_eq!(error.to_string(), "[1]: 3 is not even (line 1, column 4)");

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(transparent)]
    struct Transparent {
        items: Vec<u8>,
    }
    both_ways(&Transparent { items: vec![1] }, "[1]");

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Generic<T: Clone> {
        #[serde(bound(deserialize = "T: Deserialize<'de>"))]
        value: T,
    }
    both_ways(&Generic { value: Some(1_u8) }, "{value:1}");

    mod hex {
        use serde::{Deserialize, Deserializer, Serializer};

        #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
        pub(super) fn serialize<S: Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(&format_args!("{value:x}"))
        }

        pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
            let text = <&str>::deserialize(deserializer)?;
            u32::from_str_radix(text, 16).map_err(serde::de::Error::custom)
        }
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Color {
        #[serde(with = "hex")]
        rgb: u32,
    }
    assert_eq!(jsv::to_string(&Color { rgb: 0xff00 }).unwrap(), "{rgb:ff00}");
    assert_eq!(read::<Color>("{rgb:\"FF00\"}"), Color { rgb: 0xff00 });
    assert_eq!(refused::<Color>("{rgb:xyz}"), "rgb: invalid digit found in string (line 1, column 6)");
}
