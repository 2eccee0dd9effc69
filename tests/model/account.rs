//! The request and the response of the sample page.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::Text;

#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum BillingModel {
    #[default]
    ReChargeVoucher,
    Credit,
    Debit,
    Beneficiary,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum FollowMe {
    #[default]
    F,
    Y,
    N,
    C,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct UpdateAccount {
    #[serde(rename = "Accounts")]
    accounts: Option<Vec<Account>>,
    update_service_feature: bool,
    is_porting_account: bool,
    is_distinctive_ring: bool,
    #[serde(rename = "updateSFfromv2")]
    update_sf_from_v2: bool,
    #[serde(rename = "Identity")]
    identity: Text,
    #[serde(rename = "AccountInfo")]
    account_info: Option<AccountInfo>,
    update_account_activation: bool,
    update_voice_dialing: bool,
    #[serde(rename = "translateIncomingCLI")]
    translate_incoming_cli: bool,
    #[serde(rename = "License")]
    license: Text,
    #[serde(rename = "ContentId")]
    content_id: i32,
    #[serde(rename = "FeatureName")]
    feature_name: Text,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
struct AccountInfo {
    #[serde(rename = "DisplayName")]
    display_name: Text,
    i_account: i32,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct UpdateAccountResponse {
    success: bool,
    license: Text,
    content_id: i32,
    feature_name: Text,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct ServiceFeature {
    name: Text,
    flag_value: Text,
    service_attributes: Option<IndexMap<String, Vec<Text>>>,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
struct AnsweringMode {
    #[serde(rename = "AnswerMode")]
    answer_mode: Text,
    timeout: Text,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
struct Addon {
    #[serde(rename = "IProduct")]
    i_product: i32,
    #[serde(rename = "Name")]
    name: Text,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Account {
    id: Text,
    i_account: i32,
    i_customer: i32,
    billing_model: BillingModel,
    #[serde(rename = "ISO4217")]
    iso4217: Text,
    balance: f64,
    #[serde(rename = "UILogin")]
    ui_login: Text,
    #[serde(rename = "UIPassword")]
    ui_password: Text,
    voip_password: Text,
    blocked: bool,
    map_blocked: Text,
    credit_limit: f64,
    #[serde(rename = "UMEnabled")]
    um_enabled: bool,
    email: Text,
    #[serde(rename = "BCC")]
    bcc: Text,
    phone1: Text,
    phone2: Text,
    contact1: Text,
    contact2: Text,
    address: Text,
    company_name: Text,
    bill_status: Text,
    i_parent: i32,
    servicefeatures: Option<Vec<ServiceFeature>>,
    follow_me_enabled: FollowMe,
    i_routing_plan: i32,
    #[serde(rename = "IVDPlan")]
    ivd_plan: i32,
    i_product: i32,
    batch_name_prefix: Text,
    i_batch: i32,
    note: Text,
    company: Text,
    name: Text,
    first_name: Text,
    middle_initials: Text,
    last_name: Text,
    address1: Text,
    address2: Text,
    address3: Text,
    address4: Text,
    town: Text,
    region: Text,
    city: Text,
    postcode: Text,
    login: Text,
    password: Text,
    country: Text,
    phone_no: Text,
    i_env: i32,
    salutation: Text,
    fax: Text,
    i_subscriber: i32,
    state: Text,
    #[serde(rename = "i_product")]
    product: i32,
    #[serde(rename = "assigned_addons")]
    assigned_addons: Option<Vec<Addon>>,
    #[serde(rename = "i_moh")]
    i_moh: i32,
    update_answering_mode: bool,
    answering_mode: Option<AnsweringMode>,
    enpoint_redirection: Text,
    sip_contact: Text,
    teams_domain: Text,
    i_customer_site: i32,
    #[serde(rename = "activationDate")]
    activation_date: Text,
}
