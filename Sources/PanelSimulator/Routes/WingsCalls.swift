import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// The panel's call to a node: fails as the panel's answer would.
    mutating func callWings(on node: SimulatedNode?, isResources: Bool, at now: Timestamp) throws(PanelFailure) {
        guard let node else { throw .nodeUnreachable }
        switch node.reachability(at: now) {
        case .refuse: throw .nodeUnreachable
        case .hang:
            var failure = PanelFailure.nodeUnreachable
            failure.isSlow = true
            throw failure
        case .error(let code) where isResources:
            throw .node(status: 504, code: code, request: world.random.uuid())
        case .error(let code) where code >= 500: throw .node(status: code, code: code, request: world.random.uuid())
        case .error(let code):
            throw .remote(code, "You are not authorized to access this endpoint.", request: world.random.uuid())
        case .ok, .maintenance: break
        }
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
