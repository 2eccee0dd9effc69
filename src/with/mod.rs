//! Adapters for `#[serde(with = "jsv::with::…")]`. They stand beside the tree and use it: floor 5.

pub mod jsv_text;
pub mod scalar;
