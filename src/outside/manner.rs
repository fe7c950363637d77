//! How this program behaves towards other people's machines: every figure of it in one place. Knows nothing of how a
//! question is asked.

use std::time::Duration;

/// How hosts are asked.
#[derive(Clone, Debug)]
pub struct Manner {
    /// How many questions are under way at once; never two to one host.
    pub at_once: usize,
    /// How long a host is left alone after it answered.
    pub pause: Duration,
    /// How long one answer may take, from the look-up of the host's name to the end of its head.
    pub patience: Duration,
    /// How long is waited when a host asks for patience (429) and does not say for how long.
    pub wait: Duration,
    /// The longest that is waited when a host says for how long; one that wants more is left for another day.
    pub longest_wait: Duration,
    /// How often is waited for one address.
    pub waits: usize,
    /// How many redirects are followed from one address.
    pub redirects: usize,
    /// After how many questions in a row without an answer a host is given up.
    pub give_up_after: usize,
    /// For how many days a good answer holds.
    pub days: i64,
    /// Where DOIs are asked for; ends in `/`.
    pub doi: String,
    /// True when the proxy counts that the environment names, as it does for other programs.
    pub proxy: bool,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner {
            at_once: 8,
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(20),
            wait: Duration::from_secs(10),
            longest_wait: Duration::from_secs(60),
            waits: 2,
            redirects: 10,
            give_up_after: 2,
            days: 30,
            doi: "https://doi.org/".to_owned(),
            proxy: true,
        }
    }
}
