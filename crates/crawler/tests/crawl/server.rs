//! A small server that does as it is told, well or badly, and keeps its own
//! log of what it was asked.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What the server was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) host: String,
    pub(crate) path: String,
    /// The whole head of the request.
    pub(crate) head: String,
}

/// What the server does.
pub(crate) enum Reply {
    /// A whole answer.
    Answer {
        status: &'static str,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// These bytes and no more.
    Raw(Vec<u8>),
    /// These bytes, then this piece again and again, as fast as it is taken.
    Endless(Vec<u8>, Vec<u8>),
    /// These bytes, then one more now and then.
    Drip(Vec<u8>),
}

impl Reply {
    pub(crate) fn html(body: &str) -> Reply {
        Reply::with(
            "200 OK",
            &[("Content-Type", "text/html; charset=utf-8")],
            body.as_bytes(),
        )
    }

    pub(crate) fn text(body: &str) -> Reply {
        Reply::with("200 OK", &[("Content-Type", "text/plain")], body.as_bytes())
    }

    pub(crate) fn status(status: &'static str) -> Reply {
        Reply::with(status, &[], b"")
    }

    pub(crate) fn redirect(target: &str) -> Reply {
        Reply::with("302 Found", &[("Location", target)], b"")
    }

    pub(crate) fn with(
        status: &'static str,
        headers: &[(&'static str, &str)],
        body: &[u8],
    ) -> Reply {
        Reply::Answer {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
            body: body.to_vec(),
        }
    }
}

#[derive(Default)]
struct Log {
    asked: Vec<Asked>,
    in_flight: HashMap<String, usize>,
    in_flight_max: usize,
}

/// A running server; it ends with the test's runtime.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    log: Arc<Mutex<Log>>,
}

impl Server {
    pub(crate) async fn start(handler: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Server {
            address: listener.local_addr().unwrap(),
            log: Arc::default(),
        };
        let log = Arc::clone(&server.log);
        let handler = Arc::new(handler);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, handler) = (Arc::clone(&log), Arc::clone(&handler));
                tokio::spawn(async move {
                    let _ = serve(stream, &log, &*handler).await;
                });
            }
        });
        server
    }

    /// Returns everything asked so far, in order.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.log.lock().unwrap().asked.clone()
    }

    /// Returns the paths asked of one host, in order, robots.txt left out.
    pub(crate) fn paths(&self, host: &str) -> Vec<String> {
        self.asked()
            .into_iter()
            .filter(|asked| asked.host == host && asked.path != "/robots.txt")
            .map(|asked| asked.path)
            .collect()
    }

    /// Returns the most requests that were in flight at once for any host.
    pub(crate) fn in_flight_max(&self) -> usize {
        self.log.lock().unwrap().in_flight_max
    }
}

async fn serve(
    mut stream: TcpStream,
    log: &Mutex<Log>,
    handler: &(dyn Fn(&Asked) -> Reply + Send + Sync),
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return Ok(()),
        }
        // A TLS hello is no request; answer it as a plain server would.
        if head.first() == Some(&0x16) {
            return stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let asked = Asked {
        host: head
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .and_then(|host| host.split(':').next())
            .unwrap_or("")
            .to_owned(),
        path: head.split(' ').nth(1).unwrap_or("").to_owned(),
        head,
    };
    {
        let mut log = log.lock().unwrap();
        log.asked.push(asked.clone());
        let count = log.in_flight.entry(asked.host.clone()).or_default();
        *count += 1;
        log.in_flight_max = log
            .in_flight_max
            .max(*log.in_flight.get(&asked.host).unwrap());
    }
    // Time for another request to come in, if the client were to send one.
    tokio::time::sleep(Duration::from_millis(2)).await;
    let reply = handler(&asked);
    // The answer counts as given before its last byte leaves, lest the client
    // be quicker with its next request than we with our count.
    if let Some(count) = log.lock().unwrap().in_flight.get_mut(&asked.host) {
        *count -= 1;
    }
    match reply {
        Reply::Answer {
            status,
            headers,
            body,
        } => {
            let mut out = format!("HTTP/1.1 {status}\r\n");
            for (name, value) in headers {
                out.push_str(&format!("{name}: {value}\r\n"));
            }
            if !status.starts_with("304") {
                out.push_str(&format!("Content-Length: {}\r\n", body.len()));
            }
            out.push_str("Connection: close\r\n\r\n");
            stream.write_all(out.as_bytes()).await?;
            stream.write_all(&body).await?;
        }
        Reply::Raw(bytes) => stream.write_all(&bytes).await?,
        Reply::Endless(bytes, piece) => {
            stream.write_all(&bytes).await?;
            loop {
                stream.write_all(&piece).await?;
            }
        }
        Reply::Drip(bytes) => {
            stream.write_all(&bytes).await?;
            loop {
                tokio::time::sleep(Duration::from_millis(50)).await;
                stream.write_all(b"a").await?;
            }
        }
    }
    stream.shutdown().await
}
