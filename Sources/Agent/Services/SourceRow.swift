package import Collecting

/// By which way a node's servers are known, for people: a row of the page at `/`.
package struct SourceRow: Sendable, Hashable {
    /// The panel's name.
    package let panel: String
    /// The node's name.
    package let node: String
    /// What is asked for state and use of its servers now; nil while that is being found out.
    package let source: ObservationSource?
    /// How many of its servers are known by any source.
    package let servers: Int
    /// How many of their WebSockets are connected.
    package let connectedStreams: Int
    /// Why it is no better source, in plain words; empty when there is nothing to say.
    package let reason: String

    /// Makes a row.
    package init(
        panel: String,
        node: String,
        source: ObservationSource?,
        servers: Int,
        connectedStreams: Int,
        reason: String = ""
    ) {
        self.panel = panel
        self.node = node
        self.source = source
        self.servers = servers
        self.connectedStreams = connectedStreams
        self.reason = reason
    }

    /// Says what a panel's report says.
    init(panel: String, _ report: SourceReport) {
        let reasons = [
            report.pollingReason.map { "Wings is not asked: \($0.words)" },
            report.streamReason.map { "not all WebSockets are followed: \($0.words)" },
        ]
        self.init(
            panel: panel,
            node: report.node,
            source: report.polling,
            servers: report.servers.values.reduce(0, +),
            connectedStreams: report.streams,
            reason: reasons.compactMap(\.self).joined(separator: "; ")
        )
    }
}
