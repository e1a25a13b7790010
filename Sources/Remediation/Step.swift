public import PterodactylAPI

/// One thing that a policy does to a server.
public enum Step: Sendable, Hashable {
    /// A power signal through the panel.
    case power(PowerSignal)

    /// The bounded lower-snake word for the metric label `step`.
    public var label: String {
        switch self {
        case .power(let signal): signal.rawValue
        }
    }
}

extension Step: RawRepresentable, CustomStringConvertible {
    /// Reads what `rawValue` writes; nil for anything else.
    public init?(rawValue: String) {
        let parts = rawValue.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "power", let signal = PowerSignal(rawValue: String(parts[1])) else {
            return nil
        }
        self = .power(signal)
    }

    /// The form in the ledger: `power:start`.
    public var rawValue: String {
        switch self {
        case .power(let signal): "power:\(signal.rawValue)"
        }
    }

    /// In words: `send start`.
    public var description: String {
        switch self {
        case .power(let signal): "send \(signal.rawValue)"
        }
    }
}
