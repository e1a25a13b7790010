import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// How long the panel waits for a node (`pterodactyl.guzzle.timeout`).
    static let patience: Duration = .seconds(15)

    /// The panel's call to a node: fails as the panel's answer would.
    mutating func callWings(on node: SimulatedNode?, isResources: Bool, at now: Timestamp) throws(PanelFailure) {
        guard let node else { throw .nodeUnreachable }
        let reachability = node.reachability(at: now)
        let delay = options.scaled(reachability.delay)
        switch reachability {
        case .refuse: throw .nodeUnreachable
        case .hang: throw .nodeSilent
        case .slow where delay >= options.scaled(Self.patience): throw .nodeSilent
        case .error(let code): throw wingsFailure(code, isResources: isResources)
        case .ok, .maintenance, .slow: break
        }
        nodeDelay += delay
        // The panel shows a token that Wings does not know.
        if node.staleToken != nil { throw wingsFailure(403, isResources: isResources) }
    }

    /// What the panel makes of an answer of Wings that is not a success.
    private mutating func wingsFailure(_ code: Int, isResources: Bool) -> PanelFailure {
        let request = world.random.uuid()
        if isResources { return .node(status: 504, code: code, request: request) }
        if code >= 500 { return .node(status: code, code: code, request: request) }
        return .remote(code, "You are not authorized to access this endpoint.", request: request)
    }

    /// The panel's call to a node about a server: fails, too, when the node does not know the server.
    mutating func callWings(of server: SimulatedServer, isResources: Bool, at now: Timestamp) throws(PanelFailure) {
        try callWings(on: world.node(server.node), isResources: isResources, at: now)
        guard server.process.isKnown else {
            throw isResources
                ? .node(status: 504, code: 404, request: world.random.uuid())
                : .remote(404, "The requested resource does not exist on this instance.", request: world.random.uuid())
        }
    }

    /// Reinstalls a server, for both APIs: what runs is stopped, `installing` ends by itself.
    /// - Throws: what the node says; the status is then as before.
    mutating func reinstall(_ server: SimulatedServer, at now: Timestamp) throws(PanelFailure) {
        try callWings(of: server, isResources: false, at: now)
        guard !server.process.isLocked else {
            throw .remote(
                409,
                "Cannot execute server reinstall event while another power action is running.",
                request: world.random.uuid()
            )
        }
        world.beginInstall(server.id, at: now)
        world.servers[server.id]?.updatedAt = now
    }
}
