//! The accounts: 53 fields shaped like the request of a `ServiceStack` metadata page, a quarter of them with quoted text.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::{Deserialize, Serialize};

use crate::{Text, xorshift::Xorshift};

/// How many accounts the workload has.
pub const COUNT: usize = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum BillingModel {
    ReChargeVoucher,
    CreditAccount,
    Alias,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum FollowMe {
    N,
    Y,
    C,
    F,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[serde(bound(
    serialize = "S: Serialize + Ord, T: Serialize",
    deserialize = "S: Deserialize<'de> + Ord, T: Deserialize<'de>"
))]
pub struct ServiceFeature<S, T> {
    pub name: S,
    pub flag_value: S,
    pub service_attributes: BTreeMap<S, Vec<T>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Addon<T> {
    pub i_product: i32,
    pub name: T,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnsweringMode<S> {
    #[serde(rename = "AnswerMode")]
    pub answer_mode: S,
    pub timeout: S,
}

/// `S` holds text that never has an escape (`String` or `&str`), `T` any text (`String` or [`Text`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[serde(bound(
    serialize = "S: Serialize + Ord, T: Serialize",
    deserialize = "S: Deserialize<'de> + Ord, T: Deserialize<'de>"
))]
pub struct Account<S, T> {
    pub id: S,
    pub i_account: i32,
    pub i_customer: i32,
    pub billing_model: BillingModel,
    #[serde(rename = "ISO4217")]
    pub iso_4217: S,
    pub balance: f64,
    #[serde(rename = "UILogin")]
    pub ui_login: S,
    #[serde(rename = "UIPassword")]
    pub ui_password: S,
    pub voip_password: S,
    pub blocked: bool,
    pub map_blocked: Option<S>,
    pub credit_limit: f64,
    #[serde(rename = "UMEnabled")]
    pub um_enabled: bool,
    pub email: S,
    pub phone1: S,
    pub contact1: T,
    pub address: T,
    pub company_name: T,
    pub bill_status: S,
    pub i_parent: i32,
    pub servicefeatures: Vec<ServiceFeature<S, T>>,
    pub follow_me_enabled: FollowMe,
    pub i_routing_plan: i32,
    #[serde(rename = "IVDPlan")]
    pub ivd_plan: i32,
    pub i_product: i32,
    pub note: Option<T>,
    pub company: T,
    pub name: T,
    pub first_name: T,
    pub last_name: T,
    pub address1: T,
    pub address2: Option<T>,
    pub town: S,
    pub region: S,
    pub city: S,
    pub postcode: S,
    pub login: S,
    pub password: S,
    pub country: S,
    pub phone_no: S,
    pub i_env: i32,
    pub i_subscriber: i32,
    pub state: S,
    #[serde(rename = "i_product")]
    pub product: i32,
    #[serde(rename = "assigned_addons")]
    pub assigned_addons: Vec<Addon<T>>,
    #[serde(rename = "i_moh")]
    pub i_moh: i32,
    pub update_answering_mode: bool,
    pub answering_mode: AnsweringMode<S>,
    pub enpoint_redirection: S,
    pub sip_contact: S,
    pub teams_domain: S,
    pub i_customer_site: i32,
    #[serde(rename = "activationDate")]
    pub activation_date: S,
}

pub type Owned = Account<String, String>;
pub type Borrowed<'a> = Account<&'a str, Text<'a>>;

/// One field of the 53: all others are skipped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Postcode<'a> {
    pub postcode: &'a str,
}

/// The accounts and the texts they are read from.
#[derive(Debug)]
pub struct Accounts {
    pub objects: Vec<Owned>,
    pub jsv: String,
    pub json: String,
}

pub fn accounts() -> &'static Accounts {
    static ACCOUNTS: OnceLock<Accounts> = OnceLock::new();
    ACCOUNTS.get_or_init(|| Accounts::generate(COUNT))
}

impl Accounts {
    pub fn generate(count: usize) -> Self {
        let mut random = Xorshift::new(53);
        let objects: Vec<_> = (0..count).map(|index| account(&mut random, index % 4 == 0)).collect();
        let jsv = jsv::to_string(&objects).expect("accounts write as JSV");
        let json = serde_json::to_string(&objects).expect("accounts write as JSON");
        Self { objects, jsv, json }
    }
}

const FIRST: [&str; 8] = ["Ada", "Grace", "Alan", "Barbara", "Edsger", "Leslie", "Niklaus", "Zoë"];
const LAST: [&str; 8] = ["Lovelace", "Hopper", "Turing", "Liskov", "Dijkstra", "Lamport", "Wirth", "Hoare"];
const TRADE: [&str; 6] = ["Telecom", "Networks", "Freight", "Bakers", "Optics", "Print Works"];
const STREET: [&str; 6] = ["High Street", "Mill Lane", "Station Road", "Church Walk", "The Green", "Quay"];
const TOWN: [&str; 6] = ["Bristol", "Leeds", "Cardiff", "Dundee", "Norwich", "Exeter"];
const REGION: [&str; 4] = ["South West", "Yorkshire", "Wales", "Tayside"];
const FEATURE: [&str; 6] = ["voice_mail", "forward_mode", "call_barring", "clir", "music_on_hold", "paging"];
const ATTRIBUTE: [&str; 4] = ["timeout", "max_forwards", "prompt", "centrex"];

fn account(random: &mut Xorshift, quoted: bool) -> Owned {
    let first = random.pick(&FIRST);
    let last = random.pick(&LAST);
    let trade = random.pick(&TRADE);
    let street = random.pick(&STREET);
    let town = random.pick(&TOWN);
    let house = 1 + random.below(200);
    let login = format!("{}{}", last.to_lowercase(), random.digits(3));
    let phone = format!("44{}", random.digits(10));
    let company = if quoted { format!("{last}, {first} & Co") } else { format!("{last} {trade}") };
    let address = if quoted { format!("{house} {street}, {town}") } else { format!("{house} {street}") };
    let note = if quoted {
        Some(format!("asked for \"{}\", call back [{}]", random.pick(&FEATURE), random.below(100)))
    } else {
        (random.below(2) == 0).then(|| format!("renewed by {first}"))
    };
    Account {
        id: random.digits(8),
        i_account: number(random, 1_000_000),
        i_customer: number(random, 100_000),
        billing_model: [BillingModel::ReChargeVoucher, BillingModel::CreditAccount, BillingModel::Alias]
            [random.below(3) as usize],
        iso_4217: random.pick(&["GBP", "EUR", "USD"]).into(),
        balance: random.amount(5_000),
        ui_login: login.clone(),
        ui_password: random.digits(10),
        voip_password: random.digits(12),
        blocked: random.below(10) == 0,
        map_blocked: (random.below(4) == 0).then(|| "fraud".into()),
        credit_limit: f64::from(random.below(100) * 50),
        um_enabled: random.below(2) == 0,
        email: format!("{login}@example.com"),
        phone1: phone.clone(),
        contact1: if quoted { format!("{last}, {first}") } else { format!("{first} {last}") },
        address: address.clone(),
        company_name: company.clone(),
        bill_status: random.pick(&["O", "S", "C"]).into(),
        i_parent: number(random, 1_000),
        servicefeatures: (0..=random.below(2)).map(|_| feature(random, quoted)).collect(),
        follow_me_enabled: [FollowMe::N, FollowMe::Y, FollowMe::C, FollowMe::F][random.below(4) as usize],
        i_routing_plan: number(random, 50),
        ivd_plan: number(random, 50),
        i_product: number(random, 500),
        note,
        company,
        name: format!("{first} {last}"),
        first_name: first.into(),
        last_name: last.into(),
        address1: address,
        address2: (random.below(3) == 0).then(|| format!("Unit {}", random.below(40))),
        town: town.into(),
        region: random.pick(&REGION).into(),
        city: town.into(),
        postcode: format!("BS{} {}AB", 1 + random.below(40), 1 + random.below(9)),
        login,
        password: random.digits(10),
        country: "United Kingdom".into(),
        phone_no: phone,
        i_env: 3,
        i_subscriber: number(random, 1_000_000),
        state: "active".into(),
        product: number(random, 500),
        assigned_addons: (0..=random.below(2))
            .map(|_| Addon { i_product: number(random, 500), name: format!("{trade} add-on") })
            .collect(),
        i_moh: number(random, 20),
        update_answering_mode: random.below(2) == 0,
        answering_mode: AnsweringMode { answer_mode: "voicemail".into(), timeout: random.digits(2) },
        enpoint_redirection: "off".into(),
        sip_contact: format!("sip:{}@sip.example.com", random.digits(6)),
        teams_domain: "teams.example.com".into(),
        i_customer_site: number(random, 100),
        activation_date: format!(
            "20{}-0{}-1{}",
            10 + random.below(15),
            1 + random.below(9),
            random.below(10)
        ),
    }
}

fn feature(random: &mut Xorshift, quoted: bool) -> ServiceFeature<String, String> {
    let value = if quoted { "press 1, then \"hash\"" } else { "default" };
    ServiceFeature {
        name: random.pick(&FEATURE).into(),
        flag_value: random.pick(&["Y", "N"]).into(),
        service_attributes: BTreeMap::from([(
            random.pick(&ATTRIBUTE).into(),
            vec![value.into(), random.digits(2)],
        )]),
    }
}

fn number(random: &mut Xorshift, below: u32) -> i32 {
    i32::try_from(random.below(below)).unwrap_or(0)
}
