//! JSON bodies mean what JSV means: bytes, names that are keys, and the digits of numbers.

use std::collections::BTreeMap;

use axum::Router;
use axum::routing::post;
use jsv::http::{Batch, Format, Negotiated};
use serde::{Deserialize, Serialize};

use crate::answer;

#[derive(Debug, Serialize, Deserialize)]
struct Blob {
    #[serde(with = "serde_bytes")]
    data: Vec<u8>,
}

#[derive(Debug, Serialize, Deserialize)]
struct MaybeBlob {
    data: Option<serde_bytes::ByteBuf>,
    more: Option<serde_bytes::ByteArray<3>>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Level {
    Low,
    #[serde(rename = "very-high")]
    High,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Named(Level);

#[derive(Debug, Serialize, Deserialize)]
struct Levels {
    by_level: BTreeMap<Level, BTreeMap<Named, u8>>,
    #[serde(default)]
    by_number: BTreeMap<i16, bool>,
}

fn app() -> Router {
    let router = Router::new()
        .route("/blob", post(async |request: Negotiated<Blob>| request))
        .route("/maybe", post(async |request: Negotiated<MaybeBlob>| request))
        .route("/blobs", post(async |batch: Batch<Blob>| batch.map(|blob| blob)))
        .route("/rows", post(async |batch: Batch<Blob>| batch.reply.rows(batch.requests)))
        .route("/levels", post(async |request: Negotiated<Levels>| request));
    #[cfg(feature = "rust_decimal")]
    let router = router.merge(decimals::routes());
    router
}

/// The status, and the answer in a format.
async fn send(path: &str, format: Format, json: &str) -> (u16, String) {
    let path = format!("{path}?format={format}");
    let ours = answer(app(), crate::post(&path, "application/json", json.to_owned())).await;
    (ours.status.as_u16(), ours.text().to_owned())
}

/// What is read from JSON is written as this JSV.
async fn reads(path: &str, json: &str, jsv: &str) {
    assert_eq!(send(path, Format::Jsv, json).await, (200, jsv.to_owned()), "{json}");
}

/// As a ServiceStack host writes `byte[]`.
#[tokio::test]
async fn bytes_are_base64() {
    for (path, json, jsv) in [
        ("/blob", r#"{"data":"AQID"}"#, "{data:AQID}"),
        ("/blob", r#"{"data":[1,2,3]}"#, "{data:AQID}"),
        ("/blob", r#"{"data":"\u0041Q\/\/"}"#, "{data:AQ//}"),
        ("/blob", r#"{"data":""}"#, "{data:}"),
        ("/maybe", r#"{"data":"AQ==","more":"AQID"}"#, "{data:AQ==,more:AQID}"),
        ("/maybe", r#"{"data":null,"more":[1,2,3]}"#, "{more:AQID}"),
        ("/blobs", r#"[{"data":"AQID"},{"data":[]}]"#, "[{data:AQID},{data:}]"),
    ] {
        reads(path, json, jsv).await;
    }
    for (path, json, expected) in [
        ("/blob", r#"{"data":[1,2,3]}"#, r#"{"data":"AQID"}"#),
        ("/blob", r#"{"data":[]}"#, r#"{"data":""}"#),
        ("/blobs", r#"[{"data":"//8="}]"#, r#"[{"data":"//8="}]"#),
        ("/rows", r#"[{"data":"AQID"},{"data":""}]"#, r#"[{"data":"AQID"},{"data":""}]"#),
        ("/maybe", r#"{"more":"AQID"}"#, r#"{"data":null,"more":"AQID"}"#),
    ] {
        assert_eq!(send(path, Format::Json, json).await, (200, expected.to_owned()), "{json}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_base64() {
    for (json, found) in [
        (r#"{"data":"AQI"}"#, r#"string \"AQI\", expected base64 or a list of bytes at line 1 column 13"#),
        (r#"{"data":"abc!"}"#, r#"string \"abc!\", expected base64 or a list of bytes at line 1 column 14"#),
        (r#"{"data":7}"#, "integer `7`, expected base64 or a list of bytes at line 1 column 9"),
        (r#"{"data":[256]}"#, "integer `256`, expected u8 at line 1 column 12"),
    ] {
        let (status, text) = send("/blob", Format::Json, json).await;
        assert_eq!(status, 400, "{json}: {text}");
        assert!(text.contains(found), "{json}: {text}");
    }
    let (status, text) = send("/maybe", Format::Json, r#"{"more":"AQI="}"#).await;
    assert_eq!(status, 400);
    assert!(text.contains("invalid length 2, expected"), "{text}");
}

#[tokio::test]
async fn keys_in_any_case() {
    reads("/levels", r#"{"By_Level":{"low":{}}}"#, "{by_level:{Low:{}},by_number:{}}").await;
    let all = r#"{"by_level":{"VERY-High":{"LOW":1,"very-high":2}},"by_number":{"-7":true}}"#;
    reads("/levels", all, "{by_level:{very-high:{Low:1,very-high:2}},by_number:{-7:True}}").await;
    let (status, text) = send("/levels", Format::Json, r#"{"by_level":{"middle":{}}}"#).await;
    assert_eq!(status, 400);
    assert!(text.contains("unknown variant `middle`, expected `Low` or `very-high`"), "{text}");
}

#[cfg(feature = "rust_decimal")]
mod decimals {
    use std::collections::BTreeMap;

    use axum::Router;
    use axum::routing::post;
    use jsv::http::{Format, Negotiated};
    use serde::{Deserialize, Serialize};

    use super::{reads, send};

    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    struct Amount(#[serde(with = "jsv::with::rust_decimal")] rust_decimal::Decimal);

    #[derive(Debug, Serialize, Deserialize)]
    struct Invoice {
        total: Amount,
        #[serde(default, with = "jsv::with::rust_decimal")]
        rebate: Option<rust_decimal::Decimal>,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        rates: BTreeMap<Amount, Vec<Amount>>,
        #[serde(default, with = "jsv::with::chrono::date")]
        due: Option<chrono::NaiveDate>,
        #[serde(default, with = "jsv::with::chrono::unix_seconds")]
        at: Option<chrono::DateTime<chrono::Utc>>,
    }

    pub(super) fn routes() -> Router {
        Router::new().route("/invoice", post(async |request: Negotiated<Invoice>| request))
    }

    #[tokio::test]
    async fn digits_stay() {
        for (total, expected) in [
            ("12345678901234567890.12", "12345678901234567890.12"),
            ("19.90", "19.90"),
            ("\"19.90\"", "19.90"),
            (" \"\\u0031\" ", "1"),
            ("-7", "-7"),
            ("0.1000000000000000055511151231", "0.1000000000000000055511151231"),
            // With an exponent there are the same digits in another place.
            ("1e-7", "0.0000001"),
            ("1.2345678901234567890E+7", "12345678.901234567890"),
            ("12.5e1", "125"),
            ("-12.5e-1", "-1.25"),
            ("12.5e-2", "0.125"),
            ("2E3", "2000"),
            ("0e0", "0"),
        ] {
            reads("/invoice", &format!("{{\"total\":{total}}}"), &format!("{{total:{expected}}}")).await;
        }
        let all =
            r#"{"Total":1,"rebate":1.50,"rates":{"19.0":[0.10,"0.20"]},"due":"2015-06-24","at":1435162936}"#;
        let expected = "{total:1,rebate:1.50,rates:{19.0:[0.10,0.20]},due:2015-06-24,at:1435162936}";
        reads("/invoice", all, expected).await;
        reads("/invoice", r#"{"total":1,"rebate":null}"#, "{total:1}").await;
    }

    #[tokio::test]
    async fn what_is_no_decimal() {
        for (total, found) in [
            ("\"x\"", r#"invalid value: string \"x\", expected a decimal number at line 1 column 12"#),
            ("1e99", r#"invalid value: string \"1e99\", expected a decimal number"#),
            ("1e-99999999999", r#"invalid value: string \"1e-99999999999\", expected a decimal number"#),
            ("null", "invalid type: null, expected a decimal number"),
            ("true", "invalid type: boolean `true`, expected a decimal number"),
            ("[1]", "invalid type: sequence, expected a decimal number"),
            ("{\"a\":1}", "invalid type: map, expected a decimal number"),
            ("\"\\ud800\"", "invalid value: a string with a damaged escape, expected a decimal number"),
            ("1.", "invalid number at line 1 column"),
            ("01", "invalid number at line 1 column"),
        ] {
            let json = format!("{{\"total\":{total},\"rebate\":1}}");
            let (status, text) = send("/invoice", Format::Json, &json).await;
            assert_eq!(status, 400, "{json}: {text}");
            assert!(text.contains(found), "{json}: {text}");
        }
    }
}
