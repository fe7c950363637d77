//! The finished site: every address with its page. Takes a library; gives [`Site`], which never changes again.

pub mod address;

pub mod html;

pub mod page;
