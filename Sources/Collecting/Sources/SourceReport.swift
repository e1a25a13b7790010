/// By what a node's servers are known now, for an operator to read.
public struct SourceReport: Sendable, Equatable {
    /// The node's name.
    public let node: String
    /// What is asked for state and use; nil while that is being found out.
    public let polling: ObservationSource?
    /// Why nothing better is asked; nil for the best.
    public let pollingReason: SourceReason?
    /// How many of its servers are known by each source.
    public let servers: [ObservationSource: Int]
    /// How many WebSockets of its servers are open.
    public let streams: Int
    /// Why not all of its servers' WebSockets are followed; nil when they are.
    public let streamReason: SourceReason?
}
