//! Types that are numbers to other programs: what the adapters for enums and flags ask for. Floor 5.

/// A type whose values have numbers, as enums of C# and bit flags have.
///
/// [`enum_number`](crate::with::enum_number) and [`flags`](crate::with::flags) read and write the number.
///
/// ```
/// use jsv::with::Numbered;
///
/// #[derive(Debug, PartialEq)]
/// enum Level { Low, High }
///
/// impl Numbered for Level {
///     fn number(&self) -> i64 {
///         match self {
///             Level::Low => 1,
///             Level::High => 10,
///         }
///     }
///
///     // The numbers stand once.
///     fn from_number(number: i64) -> Option<Self> {
///         [Level::Low, Level::High].into_iter().find(|level| level.number() == number)
///     }
/// }
///
/// assert_eq!(Level::from_number(10), Some(Level::High));
/// assert_eq!(Level::from_number(2), None);
/// ```
pub trait Numbered: Sized {
    /// The number of the value.
    fn number(&self) -> i64;

    /// The value of a number; `None`, an error, where there is none.
    fn from_number(number: i64) -> Option<Self>;
}
