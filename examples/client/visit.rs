//! One visit to the service: each format there and back, a query string, rows, and an error.

use jsv::http::{ClientError, Format, RequestExt, ResponseExt};
use reqwest::Client;

use super::messages::account::{Account, BillingModel};
use super::messages::{
    Address, Echo, EchoResponse, Level, ListRows, Row, UpdateAccount, UpdateAccountResponse,
};

/// Visits every operation; a line says what each answered.
pub(crate) async fn visit(client: &Client, base: &str) -> Result<Vec<String>, ClientError> {
    let mut lines = Vec::new();
    let account = Account {
        id: Some("7".into()),
        billing_model: BillingModel::Credit,
        balance: 2.5,
        note: Some("he said \"wait, what?\"".into()),
        ..Account::default()
    };
    let update = UpdateAccount {
        accounts: Some(vec![account]),
        license: Some("L-7".into()),
        ..UpdateAccount::default()
    };

    // JSV there and back.
    let request = client.post(format!("{base}/jsv/reply/UpdateAccount")).jsv(&update)?;
    let answer: UpdateAccountResponse = request.send().await?.succeeded().await?.jsv().await?;
    lines.push(format!("jsv: success {}, license {:?}", answer.success, answer.license));

    // CSV there and back: one record, whose first cell is a list of accounts in JSV.
    let request = client.post(format!("{base}/UpdateAccountByProductAddons/L-8")).csv(&update)?;
    let rows: Vec<UpdateAccountResponse> = request.send().await?.succeeded().await?.csv().await?;
    for answer in rows {
        lines.push(format!("csv: success {}, license {:?}", answer.success, answer.license));
    }

    // A query string with JSV in it.
    let echo = Echo {
        text: Some("a,b \"c\" é".into()),
        tags: Some(vec!["x".into(), "y,z".into()]),
        r#where: Some(Address { street: Some("s t".into()), city: Some("c:d".into()) }),
        level: Level::High,
        ..Echo::default()
    };
    let request = client.get(format!("{base}/echo")).jsv_query(&echo)?.accept(Format::Jsv);
    let answer: EchoResponse = request.send().await?.succeeded().await?.jsv().await?;
    lines.push(format!("query: the same again {}", answer == EchoResponse::from(echo)));

    // Rows of a CSV file.
    let request = client.get(format!("{base}/rows.csv")).jsv_query(&ListRows { count: 3 })?;
    let rows: Vec<Row> = request.send().await?.succeeded().await?.csv().await?;
    lines.push(format!(
        "rows: {}, amounts {:?}",
        rows.len(),
        rows.iter().map(|row| row.amount).collect::<Vec<_>>()
    ));

    // What the service does not like.
    let bad = UpdateAccount { license: Some("bad".into()), ..UpdateAccount::default() };
    let request = client.post(format!("{base}/csv/reply/UpdateAccount")).csv(&bad)?;
    match request.send().await?.succeeded().await {
        Err(ClientError::Service { status, response_status, .. }) => {
            lines.push(format!("error: {status}, {}", response_status.message));
        }
        Err(other) => return Err(other),
        Ok(_) => lines.push("error: there was none".to_owned()),
    }
    Ok(lines)
}
