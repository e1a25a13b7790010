extension Situation {
    /// A bounded word, with the cause behind it where there is one: `crashed`, `down: user`.
    public var word: String {
        switch self {
        case .unknown: "unknown"
        case .up: "up"
        case .starting: "starting"
        case .stopping: "stopping"
        case .undecided: "undecided"
        case .crashed: "crashed"
        case .held: "held"
        case .down(let cause): "down: \(cause.rawValue)"
        }
    }
}
