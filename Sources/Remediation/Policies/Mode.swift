/// How far remediation may go (`remediation.mode`).
public enum Mode: String, Sendable, Hashable, CaseIterable, Codable {
    /// Decides and writes down what it *would have* done, but never acts: the default on a configured panel, and what
    /// a dry run is.
    case observe
    /// Decides, and acts once a human has approved of it.
    case ask
    /// Acts.
    case automatic
    /// Takes no alert at all. What was begun before is still verified and closed.
    case off

    /// Whether anything is ever done.
    public var mayAct: Bool { self == .automatic || self == .ask }
}
