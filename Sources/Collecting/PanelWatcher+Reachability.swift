import PterodactylAPI
import Telemetry

extension PanelWatcher {
    /// Learns from an answer whether the panel, and the node that it asked, can be reached.
    mutating func noteReachability(
        _ result: Result<PanelAnswer, PanelError>,
        of call: PanelCall,
        at now: Timestamp
    ) {
        if call.isForWings { return noteWings(result, of: call, at: now) }
        if case .failure(let error) = result, error.isFailureOfPanel {
            // Once in doubt, only the probe and silence count: two servers whose pages are broken are no outage.
            if case .panelUnavailable = error, call != .account, !knowledge.panelBreaker.isClosed { return }
            knowledge.panelBreaker.fail(at: now)
            if knowledge.panelBreaker.isOpen {
                knowledge.say(.panelUnreachable(reason: error.reason))
                knowledge.lose(node: nil, at: now)
            }
            return
        }
        if case .failure(.rateLimited) = result { return }
        if knowledge.panelBreaker.isOpen {
            knowledge.unsay { if case .panelUnreachable = $0 { true } else { $0 == .panelReachable } }
            knowledge.say(.panelReachable)
            knowledge.awaitLateEntries(at: now)
        }
        knowledge.panelBreaker.succeed()
        guard call.asksNode, let node = call.server.flatMap({ knowledge.servers[$0]?.node }) else { return }
        noteNode(node, result, at: now)
    }

    private mutating func noteNode(_ node: String, _ result: Result<PanelAnswer, PanelError>, at now: Timestamp) {
        let hasReached: Bool?
        switch result {
        case .success: hasReached = true
        case .failure(let error): hasReached = error.hasReachedNode
        }
        guard let hasReached else { return }
        var breaker = knowledge.nodeBreakers[node] ?? CircuitBreaker()
        let wasOpen = breaker.isOpen
        if hasReached { breaker.succeed() } else { breaker.fail(at: now) }
        knowledge.askedNodes.insert(node)
        knowledge.nodeBreakers[node] = breaker
        if breaker.isOpen, !wasOpen {
            knowledge.unsay { $0 == .nodeReachable(node: node) }
            knowledge.say(.nodeUnreachable(node: node))
            knowledge.lose(node: node, at: now)
        } else if wasOpen, breaker.isClosed {
            knowledge.unsay { $0 == .nodeUnreachable(node: node) }
            knowledge.say(.nodeReachable(node: node))
        }
    }

    /// Learns whether a node's Wings answers the agent.
    private mutating func noteWings(_ result: Result<PanelAnswer, PanelError>, of call: PanelCall, at now: Timestamp) {
        guard let id = call.nodeID, let node = knowledge.name(of: id) else { return }
        let hasAnswered: Bool
        switch (result, call) {
        case (.success, _): hasAnswered = true
        // A token that is not accepted is an answer, and so is what Wings says while its Docker is away.
        case (.failure(.unauthenticated), _), (.failure(.nodeError), .wingsSystem): hasAnswered = true
        case (.failure(.cancelled), _): return
        case (.failure, _): hasAnswered = false
        }
        knowledge.updateAccess(id) { access in
            if hasAnswered { access.breaker.succeed() } else { access.breaker.fail(at: now) }
        }
        // By the panel's way, too, it may answer again.
        if hasAnswered, knowledge.nodeBreakers[node]?.isOpen ?? false { knowledge.nodeBreakers[node]?.doubt() }
    }
}
