//! The request of the sample page. Its names are those that the service declares; they are read in any case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum BillingModel {
    #[default]
    ReChargeVoucher,
    Credit,
    Debit,
    Beneficiary,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum FollowMe {
    #[default]
    F,
    Y,
    N,
    C,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct UpdateAccount {
    #[serde(rename = "Accounts")]
    pub(crate) accounts: Option<Vec<Account>>,
    pub(crate) update_service_feature: bool,
    pub(crate) is_porting_account: bool,
    pub(crate) is_distinctive_ring: bool,
    #[serde(rename = "updateSFfromv2")]
    pub(crate) update_sf_from_v2: bool,
    #[serde(rename = "Identity")]
    pub(crate) identity: Option<String>,
    #[serde(rename = "AccountInfo")]
    pub(crate) account_info: Option<AccountInfo>,
    pub(crate) update_account_activation: bool,
    pub(crate) update_voice_dialing: bool,
    #[serde(rename = "translateIncomingCLI")]
    pub(crate) translate_incoming_cli: bool,
    #[serde(rename = "License")]
    pub(crate) license: Option<String>,
    #[serde(rename = "ContentId")]
    pub(crate) content_id: i32,
    #[serde(rename = "FeatureName")]
    pub(crate) feature_name: Option<String>,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AccountInfo {
    #[serde(rename = "DisplayName")]
    pub(crate) display_name: Option<String>,
    pub(crate) i_account: i32,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct ServiceFeature {
    pub(crate) name: Option<String>,
    pub(crate) flag_value: Option<String>,
    pub(crate) service_attributes: Option<BTreeMap<String, Vec<String>>>,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AnsweringMode {
    #[serde(rename = "AnswerMode")]
    pub(crate) answer_mode: Option<String>,
    pub(crate) timeout: Option<String>,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Addon {
    #[serde(rename = "IProduct")]
    pub(crate) i_product: i32,
    #[serde(rename = "Name")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Account {
    pub(crate) id: Option<String>,
    pub(crate) i_account: i32,
    pub(crate) i_customer: i32,
    pub(crate) billing_model: BillingModel,
    #[serde(rename = "ISO4217")]
    pub(crate) iso4217: Option<String>,
    pub(crate) balance: f64,
    #[serde(rename = "UILogin")]
    pub(crate) ui_login: Option<String>,
    #[serde(rename = "UIPassword")]
    pub(crate) ui_password: Option<String>,
    pub(crate) voip_password: Option<String>,
    pub(crate) blocked: bool,
    pub(crate) map_blocked: Option<String>,
    pub(crate) credit_limit: f64,
    #[serde(rename = "UMEnabled")]
    pub(crate) um_enabled: bool,
    pub(crate) email: Option<String>,
    #[serde(rename = "BCC")]
    pub(crate) bcc: Option<String>,
    pub(crate) phone1: Option<String>,
    pub(crate) phone2: Option<String>,
    pub(crate) contact1: Option<String>,
    pub(crate) contact2: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) company_name: Option<String>,
    pub(crate) bill_status: Option<String>,
    pub(crate) i_parent: i32,
    pub(crate) servicefeatures: Option<Vec<ServiceFeature>>,
    pub(crate) follow_me_enabled: FollowMe,
    pub(crate) i_routing_plan: i32,
    #[serde(rename = "IVDPlan")]
    pub(crate) ivd_plan: i32,
    pub(crate) i_product: i32,
    pub(crate) batch_name_prefix: Option<String>,
    pub(crate) i_batch: i32,
    pub(crate) note: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) middle_initials: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) address1: Option<String>,
    pub(crate) address2: Option<String>,
    pub(crate) address3: Option<String>,
    pub(crate) address4: Option<String>,
    pub(crate) town: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) postcode: Option<String>,
    pub(crate) login: Option<String>,
    pub(crate) password: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) phone_no: Option<String>,
    pub(crate) i_env: i32,
    pub(crate) salutation: Option<String>,
    pub(crate) fax: Option<String>,
    pub(crate) i_subscriber: i32,
    pub(crate) state: Option<String>,
    #[serde(rename = "i_product")]
    pub(crate) product: i32,
    #[serde(rename = "assigned_addons")]
    pub(crate) assigned_addons: Option<Vec<Addon>>,
    #[serde(rename = "i_moh")]
    pub(crate) i_moh: i32,
    pub(crate) update_answering_mode: bool,
    pub(crate) answering_mode: Option<AnsweringMode>,
    pub(crate) enpoint_redirection: Option<String>,
    pub(crate) sip_contact: Option<String>,
    pub(crate) teams_domain: Option<String>,
    pub(crate) i_customer_site: i32,
    #[serde(rename = "activationDate")]
    pub(crate) activation_date: Option<String>,
}
