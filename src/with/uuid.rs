//! GUIDs: [`Uuid`] (feature `uuid`, SPEC §11). Floor 5.
//!
//! Writes 32 hexadecimal digits in lower case. Reads them, and the form with hyphens, in either case; in braces too
//! where the text is quoted, a document or a CSV cell.
//!
//! ```
//! use uuid::{Uuid, uuid};
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Account {
//!     #[serde(with = "jsv::with::uuid")]
//!     id: Uuid,
//!     #[serde(default, with = "jsv::with::uuid")]
//!     parent: Option<Uuid>,
//! }
//!
//! let account: Account = jsv::from_str("{id:6F9619FF-8B86-D011-B42D-00CF4FC964FF}")?;
//! assert_eq!(account.id, uuid!("6f9619ff-8b86-d011-b42d-00cf4fc964ff"));
//! assert_eq!(jsv::to_string(&account)?, "{id:6f9619ff8b86d011b42d00cf4fc964ff}");
//! # Ok::<(), jsv::Error>(())
//! ```

use core::fmt::Display;

use ::uuid::Uuid;

use super::field::{Guid, Text, adapter, fields};

adapter!(Guid);

fields! {
    Uuid: Guid,
}

impl Text<Guid> for Uuid {
    const EXPECTED: &'static str = "a GUID";
    const MAY_BE_NUMBER: bool = true;

    fn text(&self) -> Result<impl Display, &'static str> {
        Ok(self.as_simple())
    }

    fn parse(text: &str) -> Option<Self> {
        let bare = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
        // The library reads other forms too, which have other lengths.
        match bare.len() {
            32 | 36 => Uuid::try_parse(bare).ok(),
            _ => None,
        }
    }
}
