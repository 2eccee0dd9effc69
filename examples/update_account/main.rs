//! Reads the body of an `UpdateAccount` request into structs that borrow from it, shows what it found, writes it back,
//! and shows what the error of a damaged copy says.
//!
//! The body is a CSV record whose first cell is a JSV list of accounts. Run it on the shipped sample, or on a file of
//! your own with the same columns:
//!
//! ```text
//! cargo run --example update_account
//! cargo run --example update_account -- path/to/body.csv
//! ```

mod account;
mod census;

use std::process::ExitCode;

use account::{Account, UpdateAccount, UpdateAccountResponse};
use census::Census;
use jsv::{Error, Text};

const SAMPLE: &str = include_str!("../../tests/sample/update-account-request.csv");
const RESPONSE: &str = include_str!("../../tests/sample/update-account-response.csv");

fn main() -> ExitCode {
    let (name, text) = match std::env::args().nth(1) {
        None => ("update-account-request.csv".to_owned(), SAMPLE.to_owned()),
        Some(path) => match std::fs::read_to_string(&path) {
            Ok(text) => (path, text),
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        },
    };
    let identical = match read_and_write(&name, &text) {
        Ok(identical) => identical,
        Err(error) => {
            println!("{name}: {error}");
            point_at(&error, &text);
            return ExitCode::FAILURE;
        }
    };
    if text == SAMPLE {
        if let Err(error) = show_response() {
            println!("{error}");
            return ExitCode::FAILURE;
        }
        println!("\nDamaged copies give errors that say where");
        for (damage, intact, damaged) in [
            ("a letter for a number", "Balance:0", "Balance:x"),
            ("a word for a boolean", "Blocked:False", "Blocked:maybe"),
            ("a lost bracket", "[String]}", "[String}"),
            ("a lost quote", "activationDate:String}]\"", "activationDate:String}]"),
        ] {
            show_damage(damage, &text.replacen(intact, damaged, 1));
        }
    }
    if identical { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The whole job; whether the text written is the text read.
fn read_and_write(name: &str, text: &str) -> Result<bool, Error> {
    let rows: Vec<UpdateAccount<'_>> = jsv::csv::from_str(text)?;

    println!("{name}: {} bytes, {}", text.len(), count(rows.len(), "record"));
    for (number, row) in rows.iter().enumerate() {
        let accounts = row.accounts.as_deref().unwrap_or_default();
        println!(
            "\nRecord {}: {}, {}",
            number + 1,
            quoted(row.identity.as_ref()),
            count(accounts.len(), "account")
        );
        let info = row.account_info.as_ref();
        line(
            "info",
            &format!(
                "{}, account {}",
                quoted(info.and_then(|info| info.display_name.as_ref())),
                info.map_or(0, |info| info.i_account),
            ),
        );
        line(
            "flags",
            &flags(&[
                ("updateServiceFeature", row.update_service_feature),
                ("isPortingAccount", row.is_porting_account),
                ("isDistinctiveRing", row.is_distinctive_ring),
                ("updateSFfromv2", row.update_sf_from_v2),
                ("updateAccountActivation", row.update_account_activation),
                ("updateVoiceDialing", row.update_voice_dialing),
                ("translateIncomingCLI", row.translate_incoming_cli),
            ]),
        );
        for (index, account) in accounts.iter().enumerate() {
            show_account(index, account, text)?;
        }
    }

    let census = Census::of(&rows, text)?;
    println!("\nTexts");
    line(
        "borrowed",
        &format!(
            "{} of {}, {} bytes, where they lie in the input",
            census.borrowed, census.texts, census.borrowed_bytes
        ),
    );
    line("copied", &format!("{}, {} bytes", census.copied, census.copied_bytes));

    let written = jsv::csv::to_string(&rows)?;
    let identical = written == text;
    println!("\nWritten back");
    match written.bytes().zip(text.bytes()).position(|(written, read)| written != read) {
        _ if identical => line("identical", &format!("all {} bytes", written.len())),
        Some(offset) => line("different", &format!("from byte {offset} on")),
        None => line("different", &format!("{} bytes instead of {}", written.len(), text.len())),
    }
    Ok(identical)
}

fn show_account(index: usize, account: &Account<'_>, text: &str) -> Result<(), Error> {
    println!("\n  Accounts[{index}]: {}", quoted(account.name.as_ref()));
    line(
        "identity",
        &format!(
            "id {}, login {}, account {}, customer {}",
            quoted(account.id.as_ref()),
            quoted(account.login.as_ref()),
            account.i_account,
            account.i_customer,
        ),
    );
    line(
        "balance",
        &format!(
            "{} {}, credit limit {}, {:?}",
            account.balance,
            account.currency.as_deref().unwrap_or("(no currency)"),
            account.credit_limit,
            account.billing_model,
        ),
    );
    line(
        "flags",
        &flags(&[
            ("Blocked", account.blocked),
            ("UMEnabled", account.um_enabled),
            ("UpdateAnsweringMode", account.update_answering_mode),
        ]),
    );
    line("follow me", &format!("{:?}", account.follow_me_enabled));
    for feature in account.service_features.iter().flatten() {
        let attributes = feature.service_attributes.iter().flat_map(jsv::Map::iter);
        let attributes: Vec<_> = attributes.map(|(name, values)| format!("{name} = {values}")).collect();
        line(
            "feature",
            &format!(
                "{} = {}, {}: {}",
                quoted(feature.name.as_ref()),
                quoted(feature.flag_value.as_ref()),
                count(attributes.len(), "attribute"),
                attributes.join(", "),
            ),
        );
    }
    for addon in account.assigned_addons.iter().flatten() {
        line("add-on", &format!("{}, product {}", quoted(addon.name.as_ref()), addon.i_product));
    }
    let census = Census::of(account, text)?;
    line(
        "holds",
        &format!(
            "{}, nested ones included: {}, {}, {}, {}",
            count(census.fields, "field"),
            count(census.texts, "text"),
            count(census.numbers, "number"),
            count(census.booleans, "boolean"),
            count(census.enums, "enum"),
        ),
    );
    Ok(())
}

fn show_response() -> Result<(), Error> {
    println!("\nThe response");
    for response in jsv::csv::rows::<UpdateAccountResponse<'_>>(RESPONSE) {
        let UpdateAccountResponse { success, license, content_id, feature_name } = response?;
        let (license, feature) = (quoted(license.as_ref()), quoted(feature_name.as_ref()));
        line("success", &format!("{success}, license {license}, content {content_id}, feature {feature}"));
    }
    Ok(())
}

fn show_damage(damage: &str, text: &str) {
    println!("\n  {damage}");
    match jsv::csv::from_str::<UpdateAccount<'_>>(text) {
        Ok(_) => println!("    was not noticed"),
        Err(error) => {
            println!("    {error}");
            point_at(&error, text);
        }
    }
}

/// The text about the place of an error, with a mark below it.
fn point_at(error: &Error, text: &str) {
    const BEFORE: usize = 32;
    const AFTER: usize = 24;
    let Some(line) = error.line().checked_sub(1).and_then(|index| text.lines().nth(index)) else { return };
    let column = error.column() - 1;
    let start = column.saturating_sub(BEFORE);
    let excerpt: String = line.chars().skip(start).take(column - start + AFTER).collect();
    println!("      {excerpt}");
    println!("      {:>1$}", '^', column - start + 1);
}

fn line(label: &str, text: &str) {
    println!("    {label:<10} {text}");
}

fn quoted(text: Option<&Text<'_>>) -> String {
    text.map_or_else(|| "(none)".to_owned(), |text| format!("{text:?}"))
}

fn flags(flags: &[(&str, bool)]) -> String {
    let set: Vec<&str> = flags.iter().filter(|(_, set)| *set).map(|(name, _)| *name).collect();
    let colon = if set.is_empty() { "" } else { ": " };
    format!("{} of {} set{colon}{}", set.len(), flags.len(), set.join(", "))
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
