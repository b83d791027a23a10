"""How a slot's state looks: its word and its mark. The colours live in the stylesheet under the same names."""

from vidpipe.take import State

WORDS: dict[State, str] = {
    State.EMPTY: "Empty",
    State.QUEUED: "Queued",
    State.RUNNING: "Running",
    State.READY: "Ready",
    State.APPROVED: "Approved",
    State.STALE: "Stale",
    State.FAILED: "Failed",
    State.BLOCKED: "Blocked",
    State.UNCERTAIN: "Uncertain",
}

MARKS: dict[State, str] = {
    State.EMPTY: "○",
    State.QUEUED: "◌",
    State.RUNNING: "◐",
    State.READY: "●",
    State.APPROVED: "✓",
    State.STALE: "↻",
    State.FAILED: "✕",
    State.BLOCKED: "⊘",
    State.UNCERTAIN: "?",
}

ICONS: dict[State, str] = {
    State.EMPTY: ":material/radio_button_unchecked:",
    State.QUEUED: ":material/hourglass_empty:",
    State.RUNNING: ":material/contrast:",
    State.READY: ":material/radio_button_checked:",
    State.APPROVED: ":material/check_circle:",
    State.STALE: ":material/history:",
    State.FAILED: ":material/cancel:",
    State.BLOCKED: ":material/block:",
    State.UNCERTAIN: ":material/help:",
}
