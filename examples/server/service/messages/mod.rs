//! What the service and its clients say to each other.
//!
//! A ServiceStack host writes names in camelCase, and so do these types; names are read in any case. What is `None` has
//! no place in JSON either.
#![allow(dead_code, reason = "the server, the client and the tests each use their part")]
#![allow(clippy::struct_excessive_bools, clippy::struct_field_names, reason = "the service's own names")]

pub(crate) mod account;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use jsv::http::ResponseStatus;
use serde::{Deserialize, Serialize};

pub(crate) use account::UpdateAccount;

/// The answer to [`UpdateAccount`].
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct UpdateAccountResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) response_status: Option<ResponseStatus>,
    pub(crate) success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) license: Option<String>,
    pub(crate) content_id: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) feature_name: Option<String>,
}

/// A request with a field of each shape, which is answered with the same values.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Echo {
    pub(crate) text: Option<String>,
    pub(crate) ids: Option<Vec<i32>>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) r#where: Option<Address>,
    pub(crate) meta: Option<BTreeMap<String, String>>,
    pub(crate) flag: bool,
    pub(crate) level: Level,
    #[serde(with = "jsv::with::chrono::datetime")]
    pub(crate) when: Option<NaiveDateTime>,
    pub(crate) lines: Option<Vec<Line>>,
}

/// The answer to [`Echo`].
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct EchoResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ids: Option<Vec<i32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tags: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) r#where: Option<Address>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) meta: Option<BTreeMap<String, String>>,
    pub(crate) flag: bool,
    pub(crate) level: Level,
    #[serde(with = "jsv::with::chrono::datetime", skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<NaiveDateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lines: Option<Vec<Line>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) response_status: Option<ResponseStatus>,
}

impl From<Echo> for EchoResponse {
    fn from(echo: Echo) -> Self {
        let Echo { text, ids, tags, r#where, meta, flag, level, when, lines } = echo;
        EchoResponse { text, ids, tags, r#where, meta, flag, level, when, lines, response_status: None }
    }
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Level {
    #[default]
    Low,
    Medium,
    High,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Address {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) street: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) city: Option<String>,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Line {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sku: Option<String>,
    pub(crate) quantity: i32,
    pub(crate) price: f64,
}

/// Asks for so many rows; the answer is a list of [`Row`], which is sent as it is made.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ListRows {
    pub(crate) count: u32,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Row {
    pub(crate) id: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    pub(crate) amount: f64,
    pub(crate) active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rank: Option<i32>,
    pub(crate) level: Level,
}
