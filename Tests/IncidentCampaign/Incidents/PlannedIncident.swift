import PanelSimulator
import PterodactylAPI
import TestSupport

/// One incident of an episode: what befalls whom, and when.
struct PlannedIncident: Sendable {
    /// Its number in the campaign, from 0.
    let number: Int
    let kind: IncidentKind
    /// Whom it befalls; those of a node all together.
    let servers: [ServerTruth]
    /// The node that it befalls, or that of its first server.
    let node: NodeTruth
    /// So long after the episode's beginning.
    let at: Duration
    /// What is done.
    let scenes: [Scene]

    init(
        _ number: Int,
        _ kind: IncidentKind,
        _ servers: [ServerTruth],
        _ node: NodeTruth,
        at: Duration,
        _ random: inout SeededGenerator
    ) {
        self.number = number
        self.kind = kind
        self.servers = servers
        self.node = node
        self.at = at
        scenes = Story(kind: kind, servers: servers, node: node).scenes(&random)
    }
}
