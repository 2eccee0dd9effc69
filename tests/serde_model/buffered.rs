//! What goes through serde's buffer, which has no types: `flatten`, untagged, internally and adjacently tagged enums.
//! The table of `jsv::guide::serde_limits`, field by field.

use std::collections::BTreeMap;
use std::fmt::Debug;

use jsv::{Options, Value};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::{both_ways, read, refused};

#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "T: Serialize + DeserializeOwned")]
struct Flat<T> {
    #[serde(flatten)]
    inner: Inner<T>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Inner<T> {
    value: T,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "T: Serialize + DeserializeOwned")]
struct Adapted<T> {
    #[serde(flatten)]
    inner: AdaptedInner<T>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "T: Serialize + DeserializeOwned")]
struct AdaptedInner<T> {
    #[serde(with = "jsv::with::scalar")]
    value: T,
}

/// What a flattened field makes of `text`: by default, with `infer_scalars`, with `with::scalar`.
#[track_caller]
fn reads<T>(text: &str, default: Option<T>, inferred: Option<T>, adapted: Option<T>)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let text = format!("{{value:{text}}}");
    let infer = Options::new().infer_scalars(true);
    assert_eq!(jsv::from_str::<Flat<T>>(&text).ok().map(|flat| flat.inner.value), default, "{text}");
    assert_eq!(
        infer.from_str::<Flat<T>>(&text).ok().map(|flat| flat.inner.value),
        inferred,
        "{text}, inferred"
    );
    let value = jsv::from_str::<Adapted<T>>(&text).ok().map(|flat| flat.inner.value);
    assert_eq!(value, adapted, "{text}, adapted");
    let value = infer.from_str::<Adapted<T>>(&text).ok().map(|flat| flat.inner.value);
    assert_eq!(value, adapted, "{text}, adapted and inferred");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Side {
    Left,
    Right(String),
}

#[test]
fn fields_of_a_flattened_struct() {
    let text = |text: &str| Some(text.to_string());
    let texts = |items: &[&str]| Some(items.iter().map(ToString::to_string).collect::<Vec<_>>());
    // Texts need no type; inference takes some away.
    reads("abc", text("abc"), text("abc"), text("abc"));
    reads("\"a,b\"", text("a,b"), text("a,b"), text("a,b"));
    reads("123", text("123"), None, text("123"));
    reads("True", text("True"), None, text("True"));
    reads("0123", text("0123"), text("0123"), text("0123"));
    reads("\"123\"", text("123"), text("123"), text("123"));
    reads("NaN", text("NaN"), None, text("NaN"));
    reads("", None, None, text(""));
    reads("", Some(None::<String>), Some(None), Some(None));
    reads("a", Some(Some('a')), Some(Some('a')), Some(Some('a')));
    // Numbers and booleans.
    reads("5", None, Some(5_u8), Some(5));
    reads("005", None, None, Some(5_u8));
    reads(" 5", None, None, Some(5_u8));
    reads("\"5\"", None, None, Some(5_u8));
    reads("256", None, None, None::<u8>);
    reads("1.5", None, Some(1.5_f64), Some(1.5));
    reads("2", None, Some(2.0_f32), Some(2.0));
    reads("1.50", None, None, Some(1.5_f64));
    reads("True", None, Some(true), Some(true));
    reads("true", None, None, Some(true));
    reads("", Some(None::<u8>), Some(None), Some(None));
    reads("5", None, Some(Some(5_u8)), Some(Some(5)));
    // 128 bits.
    reads("5", None, None, Some(5_i128));
    reads(&i128::MIN.to_string(), None, None, Some(i128::MIN));
    reads(&u128::MAX.to_string(), None, None, Some(u128::MAX));
    let digits = u128::MAX.to_string();
    reads(&digits, text(&digits), text(&digits), text(&digits));
    // Enums.
    reads("Left", Some(Side::Left), Some(Side::Left), Some(Side::Left));
    reads("LEFT", None, None, Some(Side::Left));
    reads("{Right:a}", Some(Side::Right("a".into())), Some(Side::Right("a".into())), None);
    // Bytes arrive as the text that encodes them.
    reads("YQ==", Some(ByteBuf::from("YQ==")), Some(ByteBuf::from("YQ==")), Some(ByteBuf::from("a")));
    // Containers.
    reads("[a,b]", texts(&["a", "b"]), texts(&["a", "b"]), None);
    reads("[1,2]", None, Some(vec![1, 2]), None);
    reads("[a,]", None, None, None::<Vec<String>>);
    reads("[a,]", Some(vec![text("a"), None]), Some(vec![text("a"), None]), None);
    reads("[[a]]", None, None, None::<Vec<String>>);
    reads(
        "{a:b}",
        Some(BTreeMap::from([("a".to_string(), text("b"))])),
        Some(BTreeMap::from([("a".to_string(), text("b"))])),
        None,
    );
    reads("{1:b}", None, None, None::<BTreeMap<u8, String>>);
    let tree: Value<'_> = jsv::jsv!({ a: [1, null] });
    let tree = tree.into_owned();
    assert_eq!(read::<Flat<BTreeMap<String, String>>>("{value:{a:b}}").inner.value["a"], "b");
    let flat: BTreeMap<String, Value> = read("{value:{a:[1,]}}");
    assert_eq!(flat["value"], tree);
}

#[test]
fn names_of_flattened_fields_are_exact() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Outer {
        id: u32,
        #[serde(flatten)]
        inner: Names,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Names {
        #[serde(alias = "Name")]
        name: String,
        #[serde(default)]
        deep: Option<Deep>,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Deep {
        text: String,
    }
    let outer = Outer { id: 1, inner: Names { name: "a".into(), deep: Some(Deep { text: "b".into() }) } };
    // The fields beside it keep their types: `id` is a number.
    both_ways(&outer, "{id:1,name:a,deep:{text:b}}");
    assert_eq!(read::<Outer>("{deep:{text:b},id: 1 ,Name:a}"), outer);
    assert!(refused::<Outer>("{ID:1,name:a}").starts_with("missing field `id`"));
    assert!(refused::<Outer>("{id:1,NAME:a}").starts_with("missing field `name`"));
    assert!(refused::<Outer>("{id:1,name:a,deep:{TEXT:b}}").starts_with("missing field `text`"));
    // Without `flatten` in between, any case is found.
    assert_eq!(read::<Names>("{NAME:a,DEEP:{TEXT:b}}"), outer.inner);
}

/// Serde reads a flattened `Option` as `None` where anything at all is wrong with it.
#[test]
fn a_flattened_option_swallows_errors() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Outer<I> {
        #[serde(flatten)]
        inner: Option<I>,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Plain {
        value: u8,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Scalar {
        #[serde(with = "jsv::with::scalar")]
        value: u8,
    }
    assert_eq!(read::<Outer<Plain>>("{value:5}"), Outer { inner: None });
    assert_eq!(
        Options::new().infer_scalars(true).from_str::<Outer<Plain>>("{value:5}").unwrap(),
        Outer { inner: Some(Plain { value: 5 }) }
    );
    both_ways(&Outer { inner: Some(Scalar { value: 5 }) }, "{value:5}");
    assert_eq!(read::<Outer<Scalar>>("{value:x}"), Outer { inner: None });
    assert_eq!(read::<Outer<Scalar>>("{}"), Outer { inner: None });
    both_ways(&Outer::<Scalar> { inner: None }, "{}");
}

#[test]
fn flattened_maps_catch_the_rest() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Texts {
        id: u8,
        #[serde(flatten)]
        rest: BTreeMap<String, String>,
    }
    let texts = Texts { id: 1, rest: [("a".into(), "1".into()), ("b".into(), String::new())].into() };
    both_ways(&texts, "{id:1,a:1,b:\"\"}");
    // A string takes no map or list here, as it would from the text itself.
    assert!(jsv::from_str::<Texts>("{id:1,a:[x]}").is_err());
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Trees<'a> {
        id: u8,
        #[serde(flatten, borrow)]
        rest: BTreeMap<String, Value<'a>>,
    }
    let tree = jsv::jsv!({ c: null });
    let trees = Trees { id: 1, rest: [("a".into(), jsv::jsv!(["x", ""])), ("b".into(), tree)].into() };
    both_ways(&trees, "{id:1,a:[x,\"\"],b:{c:}}");
    let rows: Vec<Texts> = jsv::csv::from_str("id,a,b\n1,1,x\n").unwrap();
    assert_eq!(rows[0].rest, [("a".to_string(), "1".to_string()), ("b".to_string(), "x".to_string())].into());
}

#[test]
fn untagged_enums() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Loose {
        Nothing,
        Flag(bool),
        Number(i64),
        Text(String),
        List(Vec<Loose>),
        Named { name: String },
    }
    let text = |text: &str| Loose::Text(text.into());
    let infer = Options::new().infer_scalars(true);
    for (source, default, inferred) in [
        ("[5]", text("5"), Loose::Number(5)),
        ("[True]", text("True"), Loose::Flag(true)),
        ("[False]", text("False"), Loose::Flag(false)),
        ("[true]", text("true"), text("true")),
        ("[05]", text("05"), text("05")),
        ("[a]", text("a"), text("a")),
        ("[\"5\"]", text("5"), text("5")),
        ("[\"\"]", text(""), text("")),
        ("[[x,y]]", Loose::List(vec![text("x"), text("y")]), Loose::List(vec![text("x"), text("y")])),
        ("[{name:n}]", Loose::Named { name: "n".into() }, Loose::Named { name: "n".into() }),
    ] {
        assert_eq!(read::<Vec<Loose>>(source), [default], "{source}");
        assert_eq!(infer.from_str::<Vec<Loose>>(source).unwrap(), [inferred], "{source}, inferred");
    }
    assert_eq!(read::<Vec<Loose>>("[,]"), [Loose::Nothing, Loose::Nothing]);
    assert!(refused::<Vec<Loose>>("[{NAME:n}]").starts_with("[0]: data did not match any variant"));

    // With the adapter the first variant that can read the text has it.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Settled {
        Flag(#[serde(with = "jsv::with::scalar")] bool),
        Number(#[serde(with = "jsv::with::scalar")] i128),
        Named {
            #[serde(with = "jsv::with::scalar")]
            id: u8,
        },
        Text(#[serde(with = "jsv::with::scalar")] String),
    }
    both_ways(
        &vec![
            Settled::Flag(true),
            Settled::Number(i128::MIN),
            Settled::Named { id: 7 },
            Settled::Text("a".into()),
        ],
        "[True,-170141183460469231731687303715884105728,{id:7},a]",
    );
    assert_eq!(
        read::<Vec<Settled>>("[1,2,\"3\"]"),
        [Settled::Flag(true), Settled::Number(2), Settled::Number(3)]
    );
    assert_eq!(
        infer.from_str::<Vec<Settled>>("[True,2,1.50]").unwrap(),
        [Settled::Flag(true), Settled::Number(2), Settled::Text("1.50".into())]
    );
}

#[test]
fn internally_tagged_enums() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "__type")]
    enum Animal {
        #[serde(rename = "Zoo.Dog, Zoo")]
        Dog {
            name: String,
        },
        Cat(Cat),
        Fish,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Cat {
        #[serde(with = "jsv::with::scalar")]
        lives: u8,
        #[serde(with = "jsv::with::scalar", default)]
        wild: Option<bool>,
    }
    let dog = Animal::Dog { name: "Rex".into() };
    both_ways(&dog, "{__type:\"Zoo.Dog, Zoo\",name:Rex}");
    both_ways(&Animal::Cat(Cat { lives: 9, wild: None }), "{__type:Cat,lives:9}");
    both_ways(&Animal::Cat(Cat { lives: 9, wild: Some(true) }), "{__type:Cat,lives:9,wild:True}");
    both_ways(&vec![Animal::Fish, Animal::Fish], "[{__type:Fish},{__type:Fish}]");
    assert_eq!(read::<Animal>("{name:Rex,__type:\"Zoo.Dog, Zoo\"}"), dog);
    assert_eq!(read::<Animal>("{other:[],__type:Fish}"), Animal::Fish);
    assert!(refused::<Animal>("{__TYPE:Fish}").starts_with("missing field `__type`"));
    assert!(refused::<Animal>("{__type:fish}").starts_with("__type: unknown variant \"fish\""));
    assert!(refused::<Animal>("{__type:Cat,lives:x}").starts_with("expected an integer, found \"x\""));
    assert!(jsv::from_str::<Animal>("{__type:Fish,other:[}").is_err());

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(tag = "kind")]
    enum Plain {
        #[serde(rename = "1")]
        One { value: u8 },
    }
    assert!(jsv::from_str::<Plain>("{kind:1,value:5}").is_err());
    // The tag is asked for as a name: inference does not make a number of it.
    let infer = Options::new().infer_scalars(true);
    assert_eq!(infer.from_str::<Plain>("{kind:1,value:5}").unwrap(), Plain::One { value: 5 });
}

#[test]
fn adjacently_tagged_enums() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", content = "data")]
    enum Message {
        Ping,
        Count(u64),
        Pair(u8, bool),
        Point { x: i32, y: i128 },
        Settings(Settings),
        Text(String),
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Settings {
        limit: u8,
    }
    // With the tag first, as it is written, the content is read by its type, and names match in any case.
    both_ways(&Message::Ping, "{kind:Ping}");
    both_ways(&Message::Count(5), "{kind:Count,data:5}");
    both_ways(&Message::Pair(1, true), "{kind:Pair,data:[1,True]}");
    both_ways(
        &Message::Point { x: 1, y: i128::MAX },
        &format!("{{kind:Point,data:{{x:1,y:{}}}}}", i128::MAX),
    );
    assert_eq!(read::<Message>("{KIND:COUNT,Data: 05 }"), Message::Count(5));
    assert_eq!(read::<Message>("{kind:settings,data:{LIMIT:5}}"), Message::Settings(Settings { limit: 5 }));
    // But for the fields of a variant, which serde asks for as for anything.
    assert_eq!(read::<Message>("{kind:point,data:{y: 2,x:1}}"), Message::Point { x: 1, y: 2 });
    assert!(refused::<Message>("{kind:Point,data:{X:1,Y:2}}").starts_with("data: missing field `x`"));
    // With the content first serde keeps it in its buffer.
    assert_eq!(read::<Message>("{data:a,kind:Text}"), Message::Text("a".into()));
    assert!(jsv::from_str::<Message>("{data:5,kind:Count}").is_err());
    let infer = Options::new().infer_scalars(true);
    assert_eq!(infer.from_str::<Message>("{data:5,kind:Count}").unwrap(), Message::Count(5));
    assert!(infer.from_str::<Message>("{data:{x:1,y:2},kind:Point}").is_err());
}
