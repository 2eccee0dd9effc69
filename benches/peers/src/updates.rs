//! The nested rows: one CSV file whose cells hold accounts, with doubled and quadrupled quotes; for the peers the same
//! objects as JSON cells, as Rust users put them into CSV today.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::accounts::{Account, Accounts};

/// How many rows the workload has, one account in each.
pub const COUNT: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountInfo<T> {
    #[serde(rename = "DisplayName")]
    pub display_name: T,
    pub i_account: i32,
}

/// The record of the sample file: `A` is the list of accounts, `I` the account's info; both are a cell's raw JSON text
/// where the csv crate reads the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "the record of the sample file")]
pub struct UpdateAccount<S, A, I> {
    #[serde(rename = "Accounts")]
    pub accounts: A,
    pub update_service_feature: bool,
    pub is_porting_account: bool,
    pub is_distinctive_ring: bool,
    #[serde(rename = "updateSFfromv2")]
    pub update_sf_from_v2: bool,
    #[serde(rename = "Identity")]
    pub identity: S,
    #[serde(rename = "AccountInfo")]
    pub account_info: I,
    pub update_account_activation: bool,
    pub update_voice_dialing: bool,
    #[serde(rename = "translateIncomingCLI")]
    pub translate_incoming_cli: bool,
    #[serde(rename = "License")]
    pub license: S,
    #[serde(rename = "ContentId")]
    pub content_id: i32,
    #[serde(rename = "FeatureName")]
    pub feature_name: S,
}

pub type Typed<S, T> = UpdateAccount<S, Vec<Account<S, T>>, AccountInfo<T>>;
pub type Owned = Typed<String, String>;
pub type Borrowed<'a> = Typed<&'a str, crate::Text<'a>>;
/// The nested cells as their text: what the csv crate writes, and reads before `serde_json` parses them.
pub type Cells<'a> = UpdateAccount<&'a str, &'a str, &'a str>;

#[derive(Debug)]
pub struct Updates {
    pub objects: Vec<Owned>,
    pub csv_of_jsv: String,
    pub csv_of_json: String,
}

pub fn updates() -> &'static Updates {
    static UPDATES: OnceLock<Updates> = OnceLock::new();
    UPDATES.get_or_init(|| Updates::generate(COUNT))
}

impl Updates {
    pub fn generate(count: usize) -> Self {
        // Every row's account has text that needs quotes.
        let accounts = Accounts::generate(count * 4).objects.into_iter().step_by(4);
        let objects: Vec<Owned> = accounts.map(update).collect();
        let csv_of_jsv = file(&objects, |accounts, info| {
            (jsv::to_string(accounts).expect("accounts write"), jsv::to_string(info).expect("info writes"))
        });
        let csv_of_json = file(&objects, |accounts, info| {
            (
                serde_json::to_string(accounts).expect("accounts write"),
                serde_json::to_string(info).expect("info writes"),
            )
        });
        Self { objects, csv_of_jsv, csv_of_json }
    }
}

/// The file of the rows, its nested cells written by `cells`: the two files differ in nothing else.
fn file(
    rows: &[Owned],
    cells: impl Fn(&[Account<String, String>], &AccountInfo<String>) -> (String, String),
) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        let (accounts, info) = cells(&row.accounts, &row.account_info);
        writer.serialize(row.as_cells(&accounts, &info)).expect("rows write as CSV");
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).expect("CSV is UTF-8")
}

impl Owned {
    fn as_cells<'a>(&'a self, accounts: &'a str, account_info: &'a str) -> Cells<'a> {
        UpdateAccount {
            accounts,
            update_service_feature: self.update_service_feature,
            is_porting_account: self.is_porting_account,
            is_distinctive_ring: self.is_distinctive_ring,
            update_sf_from_v2: self.update_sf_from_v2,
            identity: &self.identity,
            account_info,
            update_account_activation: self.update_account_activation,
            update_voice_dialing: self.update_voice_dialing,
            translate_incoming_cli: self.translate_incoming_cli,
            license: &self.license,
            content_id: self.content_id,
            feature_name: &self.feature_name,
        }
    }
}

impl<'a> Cells<'a> {
    /// Parses the two JSON cells: what a program has to do today after the csv crate has read the record.
    pub fn parse<S, T>(self) -> serde_json::Result<Typed<S, T>>
    where
        S: From<&'a str> + Deserialize<'a> + Ord,
        T: Deserialize<'a>,
    {
        Ok(UpdateAccount {
            accounts: serde_json::from_str(self.accounts)?,
            update_service_feature: self.update_service_feature,
            is_porting_account: self.is_porting_account,
            is_distinctive_ring: self.is_distinctive_ring,
            update_sf_from_v2: self.update_sf_from_v2,
            identity: self.identity.into(),
            account_info: serde_json::from_str(self.account_info)?,
            update_account_activation: self.update_account_activation,
            update_voice_dialing: self.update_voice_dialing,
            translate_incoming_cli: self.translate_incoming_cli,
            license: self.license.into(),
            content_id: self.content_id,
            feature_name: self.feature_name.into(),
        })
    }
}

fn update(account: crate::accounts::Owned) -> Owned {
    UpdateAccount {
        account_info: AccountInfo { display_name: account.company.clone(), i_account: account.i_account },
        update_service_feature: account.blocked,
        is_porting_account: false,
        is_distinctive_ring: account.um_enabled,
        update_sf_from_v2: true,
        identity: account.login.clone(),
        update_account_activation: account.update_answering_mode,
        update_voice_dialing: false,
        translate_incoming_cli: true,
        license: format!("L{}", account.i_subscriber),
        content_id: account.i_env,
        feature_name: "follow_me".into(),
        accounts: vec![account],
    }
}
