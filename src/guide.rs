//! Pages that explain: no code but their examples, which are compiled and run. Floor 6, on top of everything.
//!
//! - [`tutorial`]: from the sample on a service's page to a typed client.
//! - [`cookbook`]: short answers to single questions.
//! - [`coming_from_servicestack`]: what each call and setting of ServiceStack.Text is here.
//! - [`coming_from_csv_and_serde_json`]: what those crates have, and what is different.
//! - [`other_clients`]: what Go, PHP, Swift, TypeScript and others send, and how it is read.
//! - [`serde_limits`]: what `flatten`, untagged and tagged enums can and cannot do.

#[doc = include_str!("guide/tutorial.md")]
pub mod tutorial {}

#[doc = include_str!("guide/cookbook/contents.md")]
#[doc = include_str!("guide/cookbook/values.md")]
#[doc = include_str!("guide/cookbook/types.md")]
#[doc = include_str!("guide/cookbook/shapes.md")]
#[doc = include_str!("guide/cookbook/csv.md")]
#[doc = include_str!("guide/cookbook/programs.md")]
pub mod cookbook {}

#[doc = include_str!("guide/coming_from_servicestack.md")]
pub mod coming_from_servicestack {}

#[doc = include_str!("guide/coming_from_csv_and_serde_json.md")]
pub mod coming_from_csv_and_serde_json {}

#[doc = include_str!("guide/other_clients.md")]
pub mod other_clients {}

#[doc = include_str!("guide/serde_limits.md")]
pub mod serde_limits {}
