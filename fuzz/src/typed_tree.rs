//! Reading a type from text against reading it from the tree of the same text.

use std::collections::BTreeMap;
use std::fmt::Debug;

use jsv::Value;
use serde::de::DeserializeOwned;

use super::rich::{Kind, Rich};

/// Both accept, or both refuse; they make the same value of a text that is written as the tree writes it. (A string may
/// hold a map or list raw: from a tree it is the text that the tree writes.)
pub fn typed_tree(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(tree) = jsv::from_str::<Value<'_>>(text) else { return };
    // A document without brackets is a list to a type and a text to a tree; a tree does not know whether a key was quoted,
    // and so whether to trim it.
    if (tree.is_map() || tree.is_list()) && !has_padded_key(&tree) {
        let canonical = jsv::to_string(&tree).unwrap() == text;
        agree::<Rich>(text, &tree, canonical);
        agree::<Vec<Kind>>(text, &tree, canonical);
        agree::<BTreeMap<String, Vec<Option<String>>>>(text, &tree, canonical);
        agree::<Vec<(String, Option<u8>, Kind)>>(text, &tree, canonical);
    }
}

fn has_padded_key(value: &Value<'_>) -> bool {
    let padded = |key: &str| key.trim_matches([' ', '\t', '\r', '\n']) != key;
    match value {
        Value::List(items) => items.iter().any(has_padded_key),
        Value::Map(map) => map.iter().any(|(key, value)| padded(key) || has_padded_key(value)),
        _ => false,
    }
}

fn agree<T: DeserializeOwned + Debug>(text: &str, tree: &Value<'_>, canonical: bool) {
    let typed = jsv::from_str::<T>(text);
    let from_tree = jsv::from_value::<T>(tree.clone().into_owned());
    match (typed, from_tree) {
        (Ok(typed), Ok(from_tree)) => {
            if canonical {
                assert_eq!(format!("{typed:?}"), format!("{from_tree:?}"), "text and tree");
            }
        }
        (Err(_), Err(_)) => {}
        (typed, from_tree) => panic!("from the text {typed:?}, from its tree {from_tree:?}"),
    }
}
