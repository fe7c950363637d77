//! Says what the binary embeds, so that a changed article or stylesheet is built in again.

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=static");
    println!("cargo::rerun-if-changed=templates");
}
