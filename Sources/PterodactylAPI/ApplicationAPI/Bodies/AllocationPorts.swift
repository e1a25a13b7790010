/// One port, or several that follow each other; sent as text, since the panel refuses numbers (422).
public enum AllocationPorts: Sendable, Hashable {
    /// One port.
    case port(Int)
    /// A range, both ends included; at most 1000 ports.
    case range(ClosedRange<Int>)

    /// What the panel is sent: `25565` or `25565-25600`.
    public var text: String {
        switch self {
        case .port(let port): String(port)
        case .range(let ports): "\(ports.lowerBound)-\(ports.upperBound)"
        }
    }
}

extension AllocationPorts: ExpressibleByIntegerLiteral {
    /// Makes one port from a literal.
    public init(integerLiteral port: Int) { self = .port(port) }
}
