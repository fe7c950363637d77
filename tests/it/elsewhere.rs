//! Other people's machines, played by this one: each has an address of its own, 127.0.0.1, 127.0.0.2 and so on, and
//! answers as it is told. Nothing leaves this machine.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What a machine does when it is asked.
#[derive(Clone)]
pub enum Reply {
    /// Answers with this status and these lines of the head.
    Says(u16, Vec<String>),
    /// The same once another machine has been asked too, or after a while.
    SaysSlowly(u16),
    /// Says nothing until the other side leaves.
    Silence,
    /// Ends the connection.
    HangUp,
}

/// A status and nothing else.
pub fn says(status: u16) -> Reply {
    Reply::Says(status, Vec::new())
}

/// A redirect.
pub fn leads(status: u16, to: impl Into<String>) -> Reply {
    Reply::Says(status, vec![format!("Location: {}", to.into())])
}

/// How many are asking at the same time, and how many ever were.
#[derive(Default)]
pub struct Crowd {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Crowd {
    fn enter(&self) {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
    }

    fn leave(&self) {
        self.now.fetch_sub(1, Ordering::SeqCst);
    }

    /// What makes a machine a slow one: it answers after a while, and not before a second request is there to be counted.
    /// The pause is the machine's, as the one that asks sees it; no test waits by it for something to happen.
    fn wait_for_others(&self) {
        let start = Instant::now();
        std::thread::sleep(Duration::from_millis(20));
        while self.most() < 2 && start.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The most at once.
    pub fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

/// A machine.
pub struct Host {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    heads: Arc<Mutex<Vec<String>>>,
    /// Who asks this machine.
    pub crowd: Arc<Crowd>,
}

impl Host {
    /// A machine at 127.0.0.`number` that answers by method (`HEAD`, `GET`), path and how often the same was asked
    /// before.
    pub fn new(number: u8, answer: impl Fn(&str, &str, usize) -> Reply + Send + Sync + 'static) -> Host {
        Host::among(number, Arc::default(), answer)
    }

    /// One of several, all of whose visitors are counted in `all`.
    pub fn among(
        number: u8,
        all: Arc<Crowd>,
        answer: impl Fn(&str, &str, usize) -> Reply + Send + Sync + 'static,
    ) -> Host {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, number], 0))).unwrap();
        let host = Host {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
            heads: Arc::default(),
            crowd: Arc::default(),
        };
        let (asked, heads, crowd) = (host.asked.clone(), host.heads.clone(), host.crowd.clone());
        let answer = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                let (asked, heads, crowd) = (asked.clone(), heads.clone(), crowd.clone());
                let (all, answer) = (all.clone(), answer.clone());
                std::thread::spawn(move || {
                    let Some((stream, head)) = read_head(stream) else { return };
                    all.enter();
                    crowd.enter();
                    let mut words = head.split(' ');
                    let (method, path) = (words.next().unwrap(), words.next().unwrap());
                    let line = format!("{method} {path}");
                    let before = {
                        let mut asked = asked.lock().unwrap();
                        asked.push(line.clone());
                        asked.iter().filter(|other| **other == line).count() - 1
                    };
                    heads.lock().unwrap().push(head.clone());
                    let reply = answer(method, path, before);
                    if matches!(reply, Reply::SaysSlowly(_)) {
                        all.wait_for_others();
                    }
                    give(stream, reply, || {
                        crowd.leave();
                        all.leave();
                    });
                });
            }
        });
        host
    }

    /// A machine that answers by path, whatever the method; 404 for anything else.
    pub fn of(number: u8, answers: impl IntoIterator<Item = (&'static str, Reply)>) -> Host {
        let answers: BTreeMap<_, _> = answers.into_iter().collect();
        Host::new(number, move |_, path, _| answers.get(path).cloned().unwrap_or_else(|| says(404)))
    }

    /// The address of a path on it.
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked, in order: `HEAD /a`.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// The whole heads of the questions.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// Without the ports, which are others each time; what stands there is as long.
pub fn without_ports(text: &str) -> String {
    let mut parts = text.split("127.0.0.");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (host, rest) = part.split_at(part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len()));
        let rest = match rest.strip_prefix(':') {
            Some(rest) => {
                let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                format!(":{}{}", &"PORT!"[..digits.min(5)], &rest[digits..])
            }
            None => rest.to_owned(),
        };
        out.push_str(&format!("127.0.0.{host}{rest}"));
    }
    out
}

fn read_head(mut stream: TcpStream) -> Option<(TcpStream, String)> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
        // What is no question of the web is answered like one.
        if head.len() == 1 && !byte[0].is_ascii_uppercase() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            return None;
        }
    }
    Some((stream, String::from_utf8(head).unwrap()))
}

fn give(mut stream: TcpStream, reply: Reply, leave: impl FnOnce()) {
    let mut says = |status: u16, lines: &[String], leave: &mut dyn FnMut()| {
        let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        leave();
        let head =
            format!("HTTP/1.1 {status} As Told\r\nContent-Length: 0\r\nConnection: close\r\n{lines}\r\n");
        let _ = stream.write_all(head.as_bytes());
    };
    let mut leave = Some(leave);
    let mut leave = || leave.take().into_iter().for_each(|leave| leave());
    match reply {
        Reply::Says(status, lines) => says(status, &lines, &mut leave),
        Reply::SaysSlowly(status) => says(status, &[], &mut leave),
        Reply::Silence => {
            let _ = stream.read(&mut [0]);
        }
        Reply::HangUp => {}
    }
}
