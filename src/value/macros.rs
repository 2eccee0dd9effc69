//! [`jsv!`](crate::jsv): a tree written as a literal. Floor 4.

/// Builds a [`Value`](crate::Value) from a literal, as `serde_json::json!` does.
///
/// - `null` is [`Value::Null`](crate::Value::Null), `[…]` a list, `{…}` a map, with or without a last comma.
/// - Anything else is a Rust expression, converted with `Value::from`: scalars, texts, lists, maps and trees; a reference to
///   a text or to a tree lends its texts. Any other type is made a tree by [`to_value`](crate::to_value), whose error is then
///   yours: `Account: to_value(&account)?`.
/// - A key is an identifier that stands for its own name, a string literal, or an expression in parentheses.
///   A repeated key replaces the value before it.
///
/// ```
/// use jsv::jsv;
///
/// let id = 7;
/// let tags = vec!["new", "a,b"];
/// let key = format!("Line{}", 1);
/// let value = jsv!({
///     Id: id,
///     "Display name": "Ann",
///     Active: true,
///     Balance: -1.5,
///     Tags: tags,
///     Note: null,
///     Nested: [{ (key): id + 1 }, [], {}],
/// });
/// assert_eq!(
///     value.to_string(),
///     r#"{Id:7,Display name:Ann,Active:True,Balance:-1.5,Tags:[new,"a,b"],Note:,Nested:[{Line1:8},[],{}]}"#
/// );
/// assert!(jsv!(null).is_null());
/// ```
///
/// ```
/// # use jsv::jsv;
/// #[derive(serde::Serialize)]
/// struct Account<'a> {
///     name: &'a str,
///     note: Option<&'a str>,
/// }
///
/// let account = Account { name: "Ann", note: None };
/// let (tags, shared) = (vec!["new"], jsv!([1, 2]));
/// let value = jsv!({ Account: jsv::to_value(&account)?, Tags: &tags, Shared: &shared });
/// assert_eq!(value.to_string(), "{Account:{name:Ann},Tags:[new],Shared:[1,2]}");
/// # Ok::<(), jsv::Error>(())
/// ```
#[macro_export]
macro_rules! jsv {
    // The items so far stand in brackets, each a finished expression; the rest follows.
    (@list [$($items:expr),*]) => { $crate::Value::from([$($items),*]) };
    (@list [$($items:expr),*] null $(, $($rest:tt)*)?) => {
        $crate::jsv!(@list [$($items,)* $crate::Value::Null] $($($rest)*)?)
    };
    (@list [$($items:expr),*] [$($inner:tt)*] $(, $($rest:tt)*)?) => {
        $crate::jsv!(@list [$($items,)* $crate::jsv!([$($inner)*])] $($($rest)*)?)
    };
    (@list [$($items:expr),*] {$($inner:tt)*} $(, $($rest:tt)*)?) => {
        $crate::jsv!(@list [$($items,)* $crate::jsv!({$($inner)*})] $($($rest)*)?)
    };
    (@list [$($items:expr),*] $item:expr $(, $($rest:tt)*)?) => {
        $crate::jsv!(@list [$($items,)* $crate::Value::from($item)] $($($rest)*)?)
    };

    // The map being filled; then the key, once it is known; then the rest.
    (@map $map:ident) => {};
    (@map $map:ident $key:ident : $($rest:tt)+) => {
        $crate::jsv!(@member $map (::core::stringify!($key)) $($rest)+)
    };
    (@map $map:ident $key:literal : $($rest:tt)+) => { $crate::jsv!(@member $map ($key) $($rest)+) };
    (@map $map:ident ($key:expr) : $($rest:tt)+) => { $crate::jsv!(@member $map ($key) $($rest)+) };
    (@member $map:ident ($key:expr) null $(, $($rest:tt)*)?) => {
        $map.insert($key, $crate::Value::Null);
        $crate::jsv!(@map $map $($($rest)*)?)
    };
    (@member $map:ident ($key:expr) [$($inner:tt)*] $(, $($rest:tt)*)?) => {
        $map.insert($key, $crate::jsv!([$($inner)*]));
        $crate::jsv!(@map $map $($($rest)*)?)
    };
    (@member $map:ident ($key:expr) {$($inner:tt)*} $(, $($rest:tt)*)?) => {
        $map.insert($key, $crate::jsv!({$($inner)*}));
        $crate::jsv!(@map $map $($($rest)*)?)
    };
    (@member $map:ident ($key:expr) $value:expr $(, $($rest:tt)*)?) => {
        $map.insert($key, $crate::Value::from($value));
        $crate::jsv!(@map $map $($($rest)*)?)
    };

    (null) => { $crate::Value::Null };
    ([]) => { $crate::Value::List(::core::default::Default::default()) };
    ([$($items:tt)+]) => { $crate::jsv!(@list [] $($items)+) };
    ({}) => { $crate::Value::Map($crate::Map::new()) };
    ({$($members:tt)+}) => {{
        let mut map = $crate::Map::new();
        $crate::jsv!(@map map $($members)+);
        $crate::Value::Map(map)
    }};
    ($value:expr) => { $crate::Value::from($value) };
}
