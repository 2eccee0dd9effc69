//! Pages that explain: no code but their examples, which are compiled and run. Floor 6, on top of everything.

#[doc = include_str!("guide/tutorial.md")]
pub mod tutorial {}

#[doc = include_str!("guide/serde_limits.md")]
pub mod serde_limits {}
