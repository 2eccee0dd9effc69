use rust_decimal::Decimal;
use serde::de::IntoDeserializer;
use serde::de::value::F64Deserializer;
use uuid::Uuid;

use crate::vectors::{POSITIONS, place, read, reads, reads_each, refuses, scalar, writes};

scalar!(Guid(Uuid) with "jsv::with::uuid", of |text| text.parse().ok(), shown ToString::to_string);
scalar!(Money(Decimal) with "jsv::with::rust_decimal", of |text| text.parse().ok(), shown ToString::to_string);

#[test]
fn vectors_of_guids_and_decimals() {
    writes::<Guid>("guid", 2, &[], &[]);
    writes::<Money>("decimal", 8, &[], &[]);
    reads::<Guid>("guid", 7, &[]);
    reads::<Money>("decimal", 5, &[]);
}

const GUID: &str = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

#[test]
fn texts_of_section_11() {
    reads_each::<Guid>(&[
        ("6f9619ff8b86d011b42d00cf4fc964ff", GUID),
        ("6F9619FF-8B86-d011-B42D-00CF4FC964FF", GUID),
        ("12345678901234567890123456789012", "12345678-9012-3456-7890-123456789012"),
    ]);
    reads_each::<Money>(&[
        ("0", "0"),
        ("-0.50", "-0.50"),
        ("007", "7"),
        ("-00", "-0"),
        ("-000.10", "-0.10"),
        ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
        ("-79228162514264337593543950335", "-79228162514264337593543950335"),
        ("7.9228162514264337593543950335", "7.9228162514264337593543950335"),
    ]);
}

/// The library recurses for each of them.
#[test]
fn leading_zeros_are_no_digits() {
    let zeros = "0".repeat(100_000);
    for (text, decimal) in [
        (format!("{zeros}1"), "1"),
        (format!("-{zeros}.50"), "-0.50"),
        (format!("{zeros}79228162514264337593543950335"), "79228162514264337593543950335"),
        (zeros.clone(), "0"),
    ] {
        assert_eq!(jsv::from_str::<Money>(&text).unwrap().0.to_string(), decimal);
    }
    for text in [format!("1{zeros}"), format!("0.{zeros}"), format!("{zeros}.{zeros}1")] {
        assert!(jsv::from_str::<Money>(&text).is_err());
    }
}

/// As `serde_json` hands them over without its feature `arbitrary_precision`.
#[test]
fn floats_of_other_formats_have_no_exponent() {
    for (number, decimal) in
        [(0.00001, "0.00001"), (1e22, "10000000000000000000000"), (-2.50, "-2.5"), (7.0, "7")]
    {
        let float: F64Deserializer<jsv::Error> = number.into_deserializer();
        let read: Decimal = jsv::with::rust_decimal::deserialize(float).unwrap();
        assert_eq!(read.to_string(), decimal, "{number}");
    }
}

#[test]
fn everything_else_is_an_error() {
    refuses::<Guid>(
        "a GUID",
        &[
            "",
            "xyz",
            "6f9619ff8b86d011b42d00cf4fc964f",
            "6f9619ff8b86d011b42d00cf4fc964ff0",
            "6f9619ff8b86d011b42d00cf4fc964fg",
            "6f9619ff-8b86d011-b42d-00cf-4fc964ff",
            "6f9619ff-8b86-d011-b42d00cf4fc964ff",
            "(6f9619ff-8b86-d011-b42d-00cf4fc964ff)",
            "urn:uuid:6f9619ff-8b86-d011-b42d-00cf4fc964ff",
            "6f9619ff-8b86-d011-b42d-00cf4fc964\u{e9}",
        ],
    );
    refuses::<Money>(
        "a decimal number",
        &[
            "",
            "nope",
            "1e2",
            ".5",
            "5.",
            "-",
            "+1",
            "--1",
            "1_000",
            "1.2.3",
            "0x10",
            "NaN",
            "79228162514264337593543950336",
            "0.00000000000000000000000000001",
            "0.00000000000000000000000000000",
            "7.92281625142643375935439503351",
        ],
    );
}

/// "In braces where quoted, as a document or as a cell."
#[test]
fn a_guid_in_braces() {
    let braced = format!("{{{GUID}}}");
    for position in POSITIONS {
        let quoted: Guid = read(position, &place(position, &format!("\"{braced}\""))).unwrap();
        assert_eq!(quoted.0.to_string(), GUID);
        let bare = read::<Guid>(position, &place(position, &braced));
        assert_eq!(bare.is_ok(), position != "property", "{position}");
        for damaged in [format!("\"{{{GUID}\""), format!("\"{GUID}}}\"")] {
            assert!(read::<Guid>(position, &place(position, &damaged)).is_err(), "{damaged}");
        }
    }
}
