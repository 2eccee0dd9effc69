//! What the tuple structs of axum do: lend what they hold. Floor 5.

/// Implements `Deref`, `DerefMut` and `From` for a tuple struct of one field.
macro_rules! newtype {
    ($name:ident<$parameter:ident> ($held:ty)) => {
        impl<$parameter> core::ops::Deref for $name<$parameter> {
            type Target = $held;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl<$parameter> core::ops::DerefMut for $name<$parameter> {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }

        impl<$parameter> From<$held> for $name<$parameter> {
            fn from(held: $held) -> Self {
                $name(held)
            }
        }
    };
}
pub(super) use newtype;
