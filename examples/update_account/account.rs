//! The request and the response of the sample page, as types that borrow from the text they are read from.
//!
//! A text that may be absent is an `Option<Text>`: ServiceStack leaves out what is null. One `#[serde(borrow)]` in a
//! struct is enough for all its fields. Names are written as `rename` says and read in any case.

use jsv::{Map, Text};
use serde::{Deserialize, Serialize};

/// The record of the request: 13 cells, two of which hold JSV.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the service's own flags")]
pub struct UpdateAccount<'a> {
    #[serde(borrow, rename = "Accounts")]
    pub accounts: Option<Vec<Account<'a>>>,
    pub update_service_feature: bool,
    pub is_porting_account: bool,
    pub is_distinctive_ring: bool,
    #[serde(rename = "updateSFfromv2")]
    pub update_sf_from_v2: bool,
    #[serde(rename = "Identity")]
    pub identity: Option<Text<'a>>,
    #[serde(rename = "AccountInfo")]
    pub account_info: Option<AccountInfo<'a>>,
    pub update_account_activation: bool,
    pub update_voice_dialing: bool,
    #[serde(rename = "translateIncomingCLI")]
    pub translate_incoming_cli: bool,
    #[serde(rename = "License")]
    pub license: Option<Text<'a>>,
    #[serde(rename = "ContentId")]
    pub content_id: i32,
    #[serde(rename = "FeatureName")]
    pub feature_name: Option<Text<'a>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountInfo<'a> {
    #[serde(borrow, rename = "DisplayName")]
    pub display_name: Option<Text<'a>>,
    pub i_account: i32,
}

/// The record of the response.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct UpdateAccountResponse<'a> {
    pub success: bool,
    #[serde(borrow)]
    pub license: Option<Text<'a>>,
    pub content_id: i32,
    pub feature_name: Option<Text<'a>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BillingModel {
    #[default]
    ReChargeVoucher,
    Credit,
    Debit,
    Beneficiary,
}

/// An enum with a variant named `F`: the type asked for decides that the text `F` is not a boolean here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FollowMe {
    #[default]
    F,
    Y,
    N,
    C,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct ServiceFeature<'a> {
    #[serde(borrow)]
    pub name: Option<Text<'a>>,
    pub flag_value: Option<Text<'a>>,
    /// A tree, for its keys are the service's to choose; they keep their order.
    pub service_attributes: Option<Map<'a>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnsweringMode<'a> {
    #[serde(borrow, rename = "AnswerMode")]
    pub answer_mode: Option<Text<'a>>,
    pub timeout: Option<Text<'a>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Addon<'a> {
    pub i_product: i32,
    #[serde(borrow)]
    pub name: Option<Text<'a>>,
}

/// One account; its fields stand in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Account<'a> {
    #[serde(borrow)]
    pub id: Option<Text<'a>>,
    pub i_account: i32,
    pub i_customer: i32,
    pub billing_model: BillingModel,
    #[serde(rename = "ISO4217")]
    pub currency: Option<Text<'a>>,
    pub balance: f64,
    #[serde(rename = "UILogin")]
    pub ui_login: Option<Text<'a>>,
    #[serde(rename = "UIPassword")]
    pub ui_password: Option<Text<'a>>,
    pub voip_password: Option<Text<'a>>,
    pub blocked: bool,
    pub map_blocked: Option<Text<'a>>,
    pub credit_limit: f64,
    #[serde(rename = "UMEnabled")]
    pub um_enabled: bool,
    pub email: Option<Text<'a>>,
    #[serde(rename = "BCC")]
    pub bcc: Option<Text<'a>>,
    pub phone1: Option<Text<'a>>,
    pub phone2: Option<Text<'a>>,
    pub contact1: Option<Text<'a>>,
    pub contact2: Option<Text<'a>>,
    pub address: Option<Text<'a>>,
    pub company_name: Option<Text<'a>>,
    pub bill_status: Option<Text<'a>>,
    pub i_parent: i32,
    #[serde(rename = "Servicefeatures")]
    pub service_features: Option<Vec<ServiceFeature<'a>>>,
    pub follow_me_enabled: FollowMe,
    pub i_routing_plan: i32,
    #[serde(rename = "IVDPlan")]
    pub ivd_plan: i32,
    pub i_product: i32,
    pub batch_name_prefix: Option<Text<'a>>,
    pub i_batch: i32,
    pub note: Option<Text<'a>>,
    pub company: Option<Text<'a>>,
    pub name: Option<Text<'a>>,
    pub first_name: Option<Text<'a>>,
    pub middle_initials: Option<Text<'a>>,
    pub last_name: Option<Text<'a>>,
    pub address1: Option<Text<'a>>,
    pub address2: Option<Text<'a>>,
    pub address3: Option<Text<'a>>,
    pub address4: Option<Text<'a>>,
    pub town: Option<Text<'a>>,
    pub region: Option<Text<'a>>,
    pub city: Option<Text<'a>>,
    pub postcode: Option<Text<'a>>,
    pub login: Option<Text<'a>>,
    pub password: Option<Text<'a>>,
    pub country: Option<Text<'a>>,
    pub phone_no: Option<Text<'a>>,
    pub i_env: i32,
    pub salutation: Option<Text<'a>>,
    pub fax: Option<Text<'a>>,
    pub i_subscriber: i32,
    pub state: Option<Text<'a>>,
    // Not `IProduct`, which the account has too: the exact name is tried first.
    #[serde(rename = "i_product")]
    pub product: i32,
    #[serde(rename = "assigned_addons")]
    pub assigned_addons: Option<Vec<Addon<'a>>>,
    #[serde(rename = "i_moh")]
    pub music_on_hold: i32,
    pub update_answering_mode: bool,
    pub answering_mode: Option<AnsweringMode<'a>>,
    // The service spells it so.
    pub enpoint_redirection: Option<Text<'a>>,
    pub sip_contact: Option<Text<'a>>,
    pub teams_domain: Option<Text<'a>>,
    pub i_customer_site: i32,
    #[serde(rename = "activationDate")]
    pub activation_date: Option<Text<'a>>,
}
