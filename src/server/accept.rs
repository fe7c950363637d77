//! Connections. Takes a listener and what answers; gives every client its time and no more. Bounds what one client and
//! all together may take: the size of a request's head, the time to send it, the time without progress in reading the
//! answer, the number of connections. Knows nothing of pages. Writes nothing about a reader anywhere.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, StatusCode, Version, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use crate::server::patient::Patient;

/// From the end of one answer, or the start of the connection, to the end of the next request's head. It bounds the
/// silence between two requests as well.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// Without the client taking a single byte of an answer.
const STUCK_TIME: Duration = Duration::from_secs(30);
/// For what is under way when the server is asked to stop.
const LAST_TIME: Duration = Duration::from_secs(10);
/// Before asking again when the machine has no more files to give.
const PAUSE: Duration = Duration::from_millis(200);
/// Of a request's head: its line and its headers.
const HEAD_BYTES: usize = 32 * 1024;
/// At one time; those beyond wait to be accepted.
const CONNECTIONS: usize = 4096;

/// Answers every connection until `shutdown` comes, then finishes what is under way.
///
/// # Errors
/// None of a single connection; an error means that the listener itself is of no use.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let open = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let (stream, seat) = tokio::select! {
            () = &mut shutdown => break,
            next = next(&listener, &seats) => next,
        };
        let _ = stream.set_nodelay(true);
        let attending = attend(stream, router.clone(), open.watcher());
        tokio::spawn(async move {
            attending.await;
            drop(seat);
        });
    }
    drop(listener);
    let _ = timeout(LAST_TIME, open.shutdown()).await;
    Ok(())
}

/// The next client, once there is a seat.
async fn next(listener: &TcpListener, seats: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    let seat = Arc::clone(seats).acquire_owned().await.expect("the seats are never closed");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, seat),
            Err(error) if is_of_the_client(&error) => {}
            // Too many open files, no memory: waiting frees some.
            Err(_) => sleep(PAUSE).await,
        }
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    )
}

async fn attend(stream: TcpStream, router: Router, open: Watcher) {
    let router = TowerToHyperService::new(router);
    let service = service_fn(|request: Request<Incoming>| {
        let answer = names_one_host(&request).then(|| router.call(request));
        async {
            let Some(answer) = answer else { return Ok(refusal()) };
            let mut response = answer.await?;
            // The framework gives every answer a length; these two must not have one (RFC 9110, 8.6).
            if matches!(response.status(), StatusCode::NOT_MODIFIED | StatusCode::NO_CONTENT) {
                response.headers_mut().remove(header::CONTENT_LENGTH);
            }
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_header_size(HEAD_BYTES)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Patient::new(stream, STUCK_TIME)), service);
    // What goes wrong from here on is between this client and the network.
    let _ = open.watch(connection).await;
}

/// A request says which site it means, once, in letters that a name can have (RFC 9112, 3.2). Where two readers of one
/// request could take different sites from it, a cache between them can be given the wrong page.
fn names_one_host<B>(request: &Request<B>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let can_be_in_a_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:[]".contains(byte);
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.as_bytes().iter().all(can_be_in_a_name),
        (None, _) => request.version() < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

fn refusal() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
