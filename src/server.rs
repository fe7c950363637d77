//! The site on the net. Takes a finished site; answers requests from memory. Knows nothing of how a page is made.

pub mod negotiate;

pub mod pack;

pub mod lookup;

pub mod respond;

pub mod patient;

pub mod accept;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use tower_http::catch_panic::CatchPanicLayer;

use crate::server::respond::{Shelf, fault_of_ours};

/// Answers from a shelf. There is one way in for every address, because what stands where is the site's to say.
pub fn router(shelf: Arc<Shelf>) -> Router {
    guarded(Router::new().fallback(async move |request: Request| {
        shelf.answer(request.method(), request.uri(), request.headers())
    }))
}

/// The last net: a fault of ours costs one answer and not the connection.
fn guarded(router: Router) -> Router {
    router.layer(CatchPanicLayer::custom(|_| fault_of_ours()))
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt;

    use crate::server::guarded;

    #[tokio::test]
    async fn a_fault_of_ours_is_an_answer() {
        async fn faulty() {
            panic!("on purpose")
        }
        let answer =
            guarded(Router::new().fallback(faulty)).oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
