/// How log lines are written: `--log.format`.
public enum LogFormat: String, Sendable, CaseIterable {
    /// `time=… level=INFO msg="…" key=value`, as other exporters write them.
    case logfmt
    /// One JSON object a line.
    case json
}
