/// Ceilings of one page. Whatever goes over one is cut and recorded as a
/// defect of the page; nothing is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes read of the input; the rest is cut (`truncated_bytes`).
    pub bytes_max: usize,
    /// Depth of the tree; deeper tags are flattened, their text and targets
    /// kept (`truncated_depth`). 512 is what browsers' parsers stop at.
    pub depth_max: usize,
    /// Attributes of one tag; the rest is dropped (`truncated_attributes`).
    pub attributes_max: usize,
    /// Nodes and attributes of the tree together; later tags are flattened,
    /// their text and targets kept (`truncated_nodes`).
    pub nodes_max: usize,
    /// Bytes of all runs together (`truncated_text`).
    pub text_bytes_max: usize,
    /// Links of a page (`truncated_links`).
    pub links_max: usize,
    /// Runs of a page (`truncated_text`).
    pub runs_max: usize,
    /// Style rules that are looked at (`truncated_styles`).
    pub style_rules_max: usize,
    /// Steps that matching style rules may take (`truncated_styles`).
    pub style_steps_max: u64,
    /// Milliseconds of this thread's processor that building the tree may take;
    /// what is not read by then is cut (`timeout`). Not by the clock on the
    /// wall: a busy machine must not read less of a page than an idle one. The
    /// other ceilings keep hostile pages far below it; it is the net under them.
    pub cpu_ms_max: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes_max: 8 << 20,
            depth_max: 512,
            attributes_max: 256,
            nodes_max: 500_000,
            text_bytes_max: 16 << 20,
            links_max: 50_000,
            runs_max: 150_000,
            style_rules_max: 50_000,
            style_steps_max: 20_000_000,
            cpu_ms_max: 5_000,
        }
    }
}
