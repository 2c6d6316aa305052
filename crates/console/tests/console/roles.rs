use haidang_console::{Access, ROUTES};
use haidang_model::Role;

use crate::office::Office;

/// Every route against everybody: nobody, each role alone, and no role.
#[tokio::test]
async fn every_route_keeps_out_whoever_has_no_business_there() {
    let office = Office::open().await;
    office.keep_all().await;
    office.user("other", &[Role::Analyst]).await;
    let mut tried = 0;
    for route in ROUTES {
        let path = route.path.replace("{id}", "1").replace("{name}", "other");
        let path = if route.path == "/watchlists/{id}" {
            "/watchlists/co-bac".to_owned()
        } else {
            path
        };
        // Somebody not logged in, with a form token of their own.
        let mut stranger = office.stranger();
        stranger.get("/log-in").await;
        let reply = match route.method {
            "get" => stranger.get(&path).await,
            _ => stranger.post(&path, &[]).await,
        };
        if route.access == Access::Anyone {
            assert!(!reply.location().starts_with("/log-in"), "{path}");
        } else {
            assert_eq!(reply.status, 303, "{path}");
            assert!(reply.location().starts_with("/log-in"), "{path}");
        }
        for roles in [
            &[][..],
            &[Role::Analyst][..],
            &[Role::Reviewer][..],
            &[Role::Operator][..],
            &[Role::Admin][..],
        ] {
            tried += 1;
            let name = format!("u{tried}");
            let mut client = office.client(&name, roles).await;
            let reply = match route.method {
                "get" => client.get(&path).await,
                _ => client.post(&path, &[]).await,
            };
            let allowed = match route.access {
                Access::Anyone | Access::AnyUser => true,
                Access::OneOf(of) => roles.iter().any(|role| of.contains(role)),
            };
            // A form without its fields is refused by its reader, after the
            // role was looked at.
            assert_eq!(
                reply.status != 403,
                allowed,
                "{} {path} as {roles:?}: {}",
                route.method,
                reply.status
            );
            assert_ne!(reply.status, 500, "{path}");
        }
    }
    assert_eq!(tried, 5 * ROUTES.len());
}

#[tokio::test]
async fn a_one_time_secret_opens_nothing_but_its_change() {
    let office = Office::open().await;
    let mut client = office.client("lan", Role::ALL).await;
    let user = office
        .state
        .store
        .user_by_name("lan")
        .await
        .unwrap()
        .unwrap();
    let secret = haidang_store::User {
        must_change: true,
        ..user
    };
    let audit = haidang_store::NewAudit {
        at: crate::office::NOW,
        actor: "system".into(),
        action: haidang_model::AuditAction::UserChanged,
        subject: "user:lan".into(),
        detail: serde_json::json!({}),
    };
    office
        .state
        .store
        .user_update(&secret, &audit)
        .await
        .unwrap();
    // The change ended the session; begin one anew.
    client.log_in("lan", crate::office::PASSWORD).await;
    client.get("/account").await;
    for route in ROUTES {
        if route.access == Access::Anyone
            || ["/account", "/account/password", "/log-out"].contains(&route.path)
        {
            continue;
        }
        let path = route.path.replace("{id}", "1").replace("{name}", "x");
        let reply = match route.method {
            "get" => client.get(&path).await,
            _ => client.post(&path, &[]).await,
        };
        assert_eq!(
            (reply.status.as_u16(), reply.location()),
            (303, "/account"),
            "{path}"
        );
    }
}
