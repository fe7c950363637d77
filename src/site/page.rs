//! A finished page: its bytes, ready compressed, with what a browser may do with them. Knows nothing of what it says.
