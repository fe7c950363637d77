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

use crate::server::respond::Shelf;

/// Answers from a shelf. There is one way in for every address, because what stands where is the site's to say.
pub fn router(shelf: Arc<Shelf>) -> Router {
    Router::new().fallback(async move |request: Request| {
        shelf.answer(request.method(), request.uri(), request.headers())
    })
}
