//! From each format to each other and back.

use crate::filter;

const FORMATS: [&str; 7] = ["jsv", "jsvl", "csv", "tsv", "json", "jsonl", "query"];

/// From JSON lines through two formats to JSON lines again.
#[track_caller]
fn through(first: &str, second: &str, options: &str, json: &str) -> String {
    let one = filter(&format!("convert -f jsonl -t {first} {options}"), json);
    let two = filter(&format!("convert -f {first} -t {second} {options}"), &one);
    filter(&format!("convert -f {second} -t jsonl {options}"), &two)
}

#[test]
fn texts_maps_and_nothing_survive_every_pair() {
    let json = concat!(
        r#"{"Id":"007","Text":"a, \"b\": {c}; d\te\r\nf & g=1 é 😀","Map":{"x":"[y","z":{"":"0"}}}"#,
        "\n",
        r#"{"Id":null,"Text":" spaces ","Map":{"a,b":"True","n":null}}"#,
        "\n",
    );
    for first in FORMATS {
        for second in FORMATS {
            assert_eq!(through(first, second, "", json), json, "{first}, {second}");
        }
    }
}

#[test]
fn lists_survive_every_pair_but_queries() {
    // A query string drops the brackets of a list (SPEC §10): without a type they do not come back.
    let json = "{\"A\":[\"1\",null,[\"2\"],{\"b\":\"3,4\"}],\"B\":null,\"C\":[],\"D\":{}}\n\
                {\"A\":[],\"B\":\"x\",\"C\":[\"\",\"\"],\"D\":{\"k\":null}}\n";
    for first in &FORMATS[..6] {
        for second in &FORMATS[..6] {
            assert_eq!(through(first, second, "", json), json, "{first}, {second}");
        }
    }
}

#[test]
fn numbers_and_booleans_survive_by_inference() {
    let json = concat!(
        r#"{"i":-12,"d":1.50,"big":123456789012345678901234567890.001,"yes":true,"no":false}"#,
        "\n",
        r#"{"i":0,"d":0.10,"big":0,"yes":true,"no":false}"#,
        "\n",
    );
    for first in FORMATS {
        for second in FORMATS {
            assert_eq!(through(first, second, "--infer", json), json, "{first}, {second}");
        }
    }
}

#[test]
fn the_sample_pages_bodies_keep_their_bytes() {
    for name in ["update-account-request.csv", "update-account-response.csv"] {
        let path = format!("{}/tests/sample/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let jsv = filter("convert -f csv -t jsv", &text);
        let json = filter("convert -f jsv -t json --infer", &jsv);
        assert_eq!(filter("convert -f csv -t csv", &text), text);
        assert_eq!(filter("convert -f jsv -t csv", &jsv), text);
        assert_eq!(filter("convert -f json -t csv", &json), text);
    }
}
