//! A web server on loopback that answers from a table or a folder and writes
//! down what it was asked.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) user_agent: String,
}

/// What a path is answered with.
#[derive(Clone)]
pub(crate) enum Answer {
    /// Status, content type, body.
    Body(u16, &'static str, Vec<u8>),
    /// Whatever the function writes to the connection.
    Raw(Arc<dyn Fn(&mut TcpStream) + Send + Sync>),
}

impl Answer {
    pub(crate) fn html(text: &str) -> Answer {
        Answer::Body(200, "text/html; charset=utf-8", text.as_bytes().to_vec())
    }

    pub(crate) fn text(text: &str) -> Answer {
        Answer::Body(200, "text/plain", text.as_bytes().to_vec())
    }
}

struct Shared {
    answers: HashMap<String, Answer>,
    folder: Option<PathBuf>,
    log: Mutex<Vec<Asked>>,
    under_way: AtomicUsize,
    most_at_once: AtomicUsize,
    ended: AtomicBool,
}

/// The server; it ends with this value.
pub(crate) struct TreeServer {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

impl TreeServer {
    /// Serves a table of answers, and a folder for every other path.
    pub(crate) fn start(answers: &[(&str, Answer)], folder: Option<&Path>) -> TreeServer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            answers: answers
                .iter()
                .map(|(path, answer)| ((*path).to_owned(), answer.clone()))
                .collect(),
            folder: folder.map(Path::to_owned),
            log: Mutex::new(Vec::new()),
            under_way: AtomicUsize::new(0),
            most_at_once: AtomicUsize::new(0),
            ended: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.ended.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let shared = Arc::clone(&accepting);
                // A client that was killed is no fault of the server.
                std::thread::spawn(move || drop(shared.serve(stream)));
            }
        });
        TreeServer { address, shared }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.shared.log.lock().unwrap().clone()
    }

    /// How many requests were under way at once, at most.
    pub(crate) fn most_at_once(&self) -> usize {
        self.shared.most_at_once.load(Ordering::SeqCst)
    }
}

impl Drop for TreeServer {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // Wakes the accepting thread, so that it sees the end.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    /// Answers the requests of one connection until the other side closes it.
    fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
            let mut user_agent = String::new();
            loop {
                let mut header = String::new();
                if reader.by_ref().take(1 << 16).read_line(&mut header)? == 0 || header == "\r\n" {
                    break;
                }
                if let Some((name, value)) = header.split_once(':')
                    && name.eq_ignore_ascii_case("user-agent")
                {
                    user_agent = value.trim().to_owned();
                }
            }
            let at_once = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
            self.most_at_once.fetch_max(at_once, Ordering::SeqCst);
            self.log.lock().unwrap().push(Asked {
                path: path.clone(),
                user_agent,
            });
            let served = self.answer(&path, &mut stream);
            self.under_way.fetch_sub(1, Ordering::SeqCst);
            if !served? {
                return Ok(());
            }
        }
    }

    /// Writes the answer; false when the connection ends with it.
    fn answer(&self, path: &str, stream: &mut TcpStream) -> std::io::Result<bool> {
        let (status, content_type, body) = match self.answers.get(path) {
            Some(Answer::Raw(write)) => {
                write(stream);
                return Ok(false);
            }
            Some(Answer::Body(status, content_type, body)) => {
                (*status, *content_type, body.clone())
            }
            None => match self.folder.as_deref().and_then(|folder| file(folder, path)) {
                Some((content_type, body)) => (200, content_type, body),
                None => (404, "text/plain", b"not found".to_vec()),
            },
        };
        write!(
            stream,
            "HTTP/1.1 {status} -\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        )?;
        stream.write_all(&body)?;
        Ok(true)
    }
}

/// A file of the folder, by the path of its address.
fn file(folder: &Path, path: &str) -> Option<(&'static str, Vec<u8>)> {
    let path = path.split('?').next()?;
    let path = percent_decoded(path.trim_start_matches('/'));
    if path.split('/').any(|part| part == "..") {
        return None;
    }
    let mut file = folder.join(&path);
    if path.is_empty() || path.ends_with('/') {
        file.push("index.html");
    }
    let content_type = match file.extension().and_then(|ending| ending.to_str()) {
        Some("html" | "htm") => "text/html",
        Some("xml") => "application/xml",
        Some("txt") => "text/plain",
        _ => "application/octet-stream",
    };
    Some((content_type, std::fs::read(file).ok()?))
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = (byte == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match escape {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
