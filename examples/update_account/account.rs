//! The request and the response of the sample page, as types that borrow from the text they are read from.
//!
//! A text that may be absent is an `Option<Text>`: ServiceStack leaves out what is null. One `#[serde(borrow)]` in a
//! struct is enough for all its fields. Names are written as `rename` says and read in any case.

use jsv::{Map, Text};
use serde::{Deserialize, Serialize};

/// The record of the request: 13 cells, two of which hold JSV.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, clippy::struct_field_names, reason = "the service's own names")]
pub(crate) struct UpdateAccount<'a> {
    #[serde(borrow, rename = "Accounts")]
    pub(crate) accounts: Option<Vec<Account<'a>>>,
    pub(crate) update_service_feature: bool,
    pub(crate) is_porting_account: bool,
    pub(crate) is_distinctive_ring: bool,
    #[serde(rename = "updateSFfromv2")]
    pub(crate) update_sf_from_v2: bool,
    #[serde(rename = "Identity")]
    pub(crate) identity: Option<Text<'a>>,
    #[serde(rename = "AccountInfo")]
    pub(crate) account_info: Option<AccountInfo<'a>>,
    pub(crate) update_account_activation: bool,
    pub(crate) update_voice_dialing: bool,
    #[serde(rename = "translateIncomingCLI")]
    pub(crate) translate_incoming_cli: bool,
    #[serde(rename = "License")]
    pub(crate) license: Option<Text<'a>>,
    #[serde(rename = "ContentId")]
    pub(crate) content_id: i32,
    #[serde(rename = "FeatureName")]
    pub(crate) feature_name: Option<Text<'a>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AccountInfo<'a> {
    #[serde(borrow, rename = "DisplayName")]
    pub(crate) display_name: Option<Text<'a>>,
    pub(crate) i_account: i32,
}

/// The record of the response.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct UpdateAccountResponse<'a> {
    pub(crate) success: bool,
    #[serde(borrow)]
    pub(crate) license: Option<Text<'a>>,
    pub(crate) content_id: i32,
    pub(crate) feature_name: Option<Text<'a>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BillingModel {
    #[default]
    ReChargeVoucher,
    Credit,
    Debit,
    Beneficiary,
}

/// An enum with a variant named `F`: the type asked for decides that the text `F` is not a boolean here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FollowMe {
    #[default]
    F,
    Y,
    N,
    C,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct ServiceFeature<'a> {
    #[serde(borrow)]
    pub(crate) name: Option<Text<'a>>,
    pub(crate) flag_value: Option<Text<'a>>,
    /// A tree, for its keys are the service's to choose; they keep their order.
    pub(crate) service_attributes: Option<Map<'a>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AnsweringMode<'a> {
    #[serde(borrow, rename = "AnswerMode")]
    pub(crate) answer_mode: Option<Text<'a>>,
    pub(crate) timeout: Option<Text<'a>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Addon<'a> {
    pub(crate) i_product: i32,
    #[serde(borrow)]
    pub(crate) name: Option<Text<'a>>,
}

/// One account; its fields stand in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
#[expect(clippy::struct_field_names, reason = "the service's own names")]
pub(crate) struct Account<'a> {
    #[serde(borrow)]
    pub(crate) id: Option<Text<'a>>,
    pub(crate) i_account: i32,
    pub(crate) i_customer: i32,
    pub(crate) billing_model: BillingModel,
    #[serde(rename = "ISO4217")]
    pub(crate) currency: Option<Text<'a>>,
    pub(crate) balance: f64,
    #[serde(rename = "UILogin")]
    pub(crate) ui_login: Option<Text<'a>>,
    #[serde(rename = "UIPassword")]
    pub(crate) ui_password: Option<Text<'a>>,
    pub(crate) voip_password: Option<Text<'a>>,
    pub(crate) blocked: bool,
    pub(crate) map_blocked: Option<Text<'a>>,
    pub(crate) credit_limit: f64,
    #[serde(rename = "UMEnabled")]
    pub(crate) um_enabled: bool,
    pub(crate) email: Option<Text<'a>>,
    #[serde(rename = "BCC")]
    pub(crate) bcc: Option<Text<'a>>,
    pub(crate) phone1: Option<Text<'a>>,
    pub(crate) phone2: Option<Text<'a>>,
    pub(crate) contact1: Option<Text<'a>>,
    pub(crate) contact2: Option<Text<'a>>,
    pub(crate) address: Option<Text<'a>>,
    pub(crate) company_name: Option<Text<'a>>,
    pub(crate) bill_status: Option<Text<'a>>,
    pub(crate) i_parent: i32,
    #[serde(rename = "Servicefeatures")]
    pub(crate) service_features: Option<Vec<ServiceFeature<'a>>>,
    pub(crate) follow_me_enabled: FollowMe,
    pub(crate) i_routing_plan: i32,
    #[serde(rename = "IVDPlan")]
    pub(crate) ivd_plan: i32,
    pub(crate) i_product: i32,
    pub(crate) batch_name_prefix: Option<Text<'a>>,
    pub(crate) i_batch: i32,
    pub(crate) note: Option<Text<'a>>,
    pub(crate) company: Option<Text<'a>>,
    pub(crate) name: Option<Text<'a>>,
    pub(crate) first_name: Option<Text<'a>>,
    pub(crate) middle_initials: Option<Text<'a>>,
    pub(crate) last_name: Option<Text<'a>>,
    pub(crate) address1: Option<Text<'a>>,
    pub(crate) address2: Option<Text<'a>>,
    pub(crate) address3: Option<Text<'a>>,
    pub(crate) address4: Option<Text<'a>>,
    pub(crate) town: Option<Text<'a>>,
    pub(crate) region: Option<Text<'a>>,
    pub(crate) city: Option<Text<'a>>,
    pub(crate) postcode: Option<Text<'a>>,
    pub(crate) login: Option<Text<'a>>,
    pub(crate) password: Option<Text<'a>>,
    pub(crate) country: Option<Text<'a>>,
    pub(crate) phone_no: Option<Text<'a>>,
    pub(crate) i_env: i32,
    pub(crate) salutation: Option<Text<'a>>,
    pub(crate) fax: Option<Text<'a>>,
    pub(crate) i_subscriber: i32,
    pub(crate) state: Option<Text<'a>>,
    // Not `IProduct`, which the account has too: the exact name is tried first.
    #[serde(rename = "i_product")]
    pub(crate) product: i32,
    #[serde(rename = "assigned_addons")]
    pub(crate) assigned_addons: Option<Vec<Addon<'a>>>,
    #[serde(rename = "i_moh")]
    pub(crate) music_on_hold: i32,
    pub(crate) update_answering_mode: bool,
    pub(crate) answering_mode: Option<AnsweringMode<'a>>,
    // The service spells it so.
    pub(crate) enpoint_redirection: Option<Text<'a>>,
    pub(crate) sip_contact: Option<Text<'a>>,
    pub(crate) teams_domain: Option<Text<'a>>,
    pub(crate) i_customer_site: i32,
    #[serde(rename = "activationDate")]
    pub(crate) activation_date: Option<Text<'a>>,
}
