//! Attune turns a folder of Markdown articles and a citations file into a website, and serves it.
//!
//! Four values, one direction:
//!
//! ```text
//! files --read--> Sources --compile--> Library --render--> Site --> server (memory) | export (folder)
//!                              +--> Diagnostics ---------------------> the author's terminal
//! ```
//!
//! Each value is finished when it is made. The rooms stand in the order in which they may use each other: a room uses
//! only rooms declared before it. To see the whole at once, read [`edition`].

pub mod source;

pub mod diagnostic;

pub mod library;

pub mod uncited;

pub mod site;

pub mod edition;

pub mod export;

pub mod folder;

pub mod outside;

pub mod server;
