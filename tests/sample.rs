//! The bodies of the sample page: they decode into the example's types, borrow from the text, and write back to the
//! same bytes.
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../examples/update_account/account.rs"]
mod account;

use account::{
    Account, AccountInfo, Addon, AnsweringMode, BillingModel, FollowMe, UpdateAccount, UpdateAccountResponse,
};
use jsv::{Text, Value, csv, jsv};

const REQUEST: &str = include_str!("sample/update-account-request.csv");
const RESPONSE: &str = include_str!("sample/update-account-response.csv");

fn request() -> UpdateAccount<'static> {
    let mut rows = csv::from_str(REQUEST).unwrap();
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

fn account() -> Account<'static> {
    let mut accounts = request().accounts.unwrap();
    assert_eq!(accounts.len(), 1);
    accounts.remove(0)
}

/// What every text of the sample is.
#[allow(clippy::unnecessary_wraps, reason = "the fields are optional")]
fn string() -> Option<Text<'static>> {
    Some(Text::from("String"))
}

/// Line ends are part of the bytes: a checkout that changes them would prove nothing.
#[test]
fn the_files_are_as_the_service_sent_them() {
    assert_eq!((REQUEST.len(), REQUEST.matches("\r\n").count()), (1395, 2));
    assert_eq!((RESPONSE.len(), RESPONSE.matches("\r\n").count()), (62, 2));
}

#[test]
fn request_cells() {
    let request = UpdateAccount { accounts: None, ..request() };
    let expected = UpdateAccount {
        identity: string(),
        account_info: Some(AccountInfo { display_name: string(), i_account: 0 }),
        license: string(),
        feature_name: string(),
        ..UpdateAccount::default()
    };
    assert_eq!(request, expected);
}

#[test]
fn account_fields() {
    let account = account();
    assert_eq!(account.id, string());
    assert_eq!(account.billing_model, BillingModel::ReChargeVoucher);
    assert_eq!((account.balance, account.credit_limit), (0.0, 0.0));
    // SPEC §4: "`F` is `false` for a bool and the variant `F` for an enum that has one".
    assert_eq!((account.follow_me_enabled, account.blocked), (FollowMe::F, false));
    assert_eq!(account.assigned_addons, Some(vec![Addon { i_product: 0, name: string() }]));
    let mode = AnsweringMode { answer_mode: string(), timeout: string() };
    assert_eq!(account.answering_mode, Some(mode));
    assert_eq!(account.activation_date, string());

    let features = account.service_features.unwrap();
    assert_eq!(features.len(), 1);
    assert_eq!(features[0].name, string());
    let attributes = features[0].service_attributes.clone().map(Value::Map);
    assert_eq!(attributes, Some(jsv!({ String: ["String"] })));
}

/// A field whose name was written wrong would read as absent; nothing of the sample's 63 is.
#[test]
fn no_field_is_absent() {
    let raw = csv::from_str::<Value<'_>>(REQUEST).unwrap().remove(0);
    let text = raw["Accounts"].to_string();
    assert_eq!(raw["Accounts"][0].as_map().unwrap().len(), 63);
    assert_eq!(jsv::to_string(&request().accounts).unwrap(), text);
}

/// The cell stands in quotes, and its strings lie in the file all the same.
#[test]
fn strings_lie_in_the_input() {
    let account = account();
    let input = REQUEST.as_bytes().as_ptr_range();
    for text in
        [&account.id, &account.note, &account.activation_date, &account.answering_mode.unwrap().timeout]
    {
        let text = text.as_ref().unwrap();
        assert!(text.is_borrowed());
        assert!(input.contains(&text.as_ptr()));
    }
}

#[test]
fn bodies_write_back_to_the_same_bytes() {
    let rows = csv::from_str::<UpdateAccount<'_>>(REQUEST).unwrap();
    assert_eq!(csv::to_string(&rows).unwrap(), REQUEST);
    let rows = csv::from_str::<UpdateAccountResponse<'_>>(RESPONSE).unwrap();
    assert_eq!(csv::to_string(&rows).unwrap(), RESPONSE);
}

#[test]
fn response_cells() {
    let rows = csv::from_slice::<UpdateAccountResponse<'_>>(RESPONSE.as_bytes()).unwrap();
    let expected =
        UpdateAccountResponse { success: false, license: string(), content_id: 0, feature_name: string() };
    assert_eq!(rows, [expected]);
}

/// Names are found in any case: a hosted service writes camelCase where clients write PascalCase (SPEC §12).
#[test]
fn names_in_any_case() {
    let (header, row) = REQUEST.split_once("\r\n").unwrap();
    let shouted = format!("{}\r\n{row}", header.to_uppercase());
    assert_eq!(csv::from_str::<UpdateAccount<'_>>(&shouted).unwrap(), [request()]);
}

#[test]
fn errors_name_path_and_place() {
    // Columns are counted in the file, from the quote that opens the cell.
    let table = [
        ("Balance:0", "Balance:x", "Accounts[0].Balance", (2, 89)),
        ("Blocked:False", "Blocked:maybe", "Accounts[0].Blocked", (2, 152)),
        ("Voucher", "Vouchers", "Accounts[0].BillingModel", (2, 50)),
    ];
    for (intact, damaged, path, place) in table {
        let text = REQUEST.replacen(intact, damaged, 1);
        let error = csv::from_str::<UpdateAccount<'_>>(&text).unwrap_err();
        assert_eq!((error.path().as_str(), (error.line(), error.column())), (path, place), "{damaged}");
        assert_eq!((error.record(), error.field()), (Some(1), Some("Accounts")), "{damaged}");
    }
}
