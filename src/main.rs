//! The command line: takes its shape later.

fn main() {}
