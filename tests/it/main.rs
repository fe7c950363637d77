//! The tests through the public surface.
