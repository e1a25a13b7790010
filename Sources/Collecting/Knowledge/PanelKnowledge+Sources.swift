import PterodactylAPI
import Telemetry

// What tells state and use of each node's servers.
extension PanelKnowledge {
    /// How long the better source is waited for after the start: until then the other one is not asked.
    static let choicePatience = Duration.seconds(30)

    /// What is to be asked of a node's servers now.
    func choice(of node: String) -> SourceChoice { choices[node] ?? SourceChoice(nil, .unread) }

    /// Whether a node's Wings may be asked at all, as far as the configuration and the key go.
    var mayAskWings: Bool {
        plan.sources.polling != .panel && plan.intervals[.servers] != nil && plan.intervals[.nodes] != nil
            && isAdmin == true
    }

    /// What is known of the way to a node's Wings, by the node's name.
    func access(to node: String) -> NodeAccess? { nodes[node].flatMap { accesses[$0.id] } }

    /// The way to a node's Wings; nil while its token is not known.
    func route(to id: NodeID) -> WingsRoute? {
        guard let node = name(of: id).flatMap({ nodes[$0] }), let token = accesses[id]?.token else { return nil }
        return WingsRoute(node: node.name, url: plan.sources.wingsURLs[node.name] ?? node.daemonURL, token: token)
    }

    /// Finds out anew what tells state and use of each node's servers.
    /// - Returns: the nodes for which that is another source now.
    mutating func chooseSources(at now: Timestamp) -> Set<String> {
        areChoicesStale = false
        let begin = startedAt ?? now
        startedAt = begin
        let isPatient = now < begin + Self.choicePatience
        var changed: Set<String> = []
        for node in Set(servers.values.map(\.node)) {
            let before = choices[node]
            let after = choose(for: node, isPatient: isPatient)
            guard after != before else { continue }
            choices[node] = after
            if after.source != before?.source { changed.insert(node) }
            guard let source = after.source else { continue }
            unsay { if case .sourceChosen(node, _, _) = $0 { true } else { false } }
            say(.sourceChosen(node: node, source, after.reason))
        }
        choicesDue = isPatient && choices.values.contains { $0.source == nil } ? begin + Self.choicePatience : nil
        return changed
    }

    private func choose(for node: String, isPatient: Bool) -> SourceChoice {
        guard plan.sources.polling != .panel, plan.intervals[.nodes] != nil else {
            return SourceChoice(.panel, .configured)
        }
        let pending = SourceChoice(isPatient ? nil : .panel, .unread)
        guard let isAdmin else { return pending }
        guard isAdmin else { return SourceChoice(.panel, .notAdmin) }
        guard !areNodesDenied else { return SourceChoice(.panel, .noRight) }
        guard let access = access(to: node) else { return pending }
        switch access.key {
        case .unread: return access.hasFailed ? SourceChoice(.panel, .unread) : pending
        case .denied: return SourceChoice(.panel, .noRight)
        case .refused: return SourceChoice(.panel, .tokenRefused)
        case .known: return access.breaker.isOpen ? SourceChoice(.panel, .unreachable) : SourceChoice(.wings)
        }
    }

    /// Changes what is known of the way to a node's Wings.
    mutating func updateAccess(_ node: NodeID, _ change: (inout NodeAccess) -> Void) {
        var access = accesses[node] ?? NodeAccess()
        let (key, hasFailed, isOpen) = (access.key, access.hasFailed, access.breaker.isOpen)
        change(&access)
        accesses[node] = access
        if access.key != key || access.hasFailed != hasFailed || access.breaker.isOpen != isOpen {
            areChoicesStale = true
        }
    }

    /// Whether the panel is to be asked for a server's state again and again: an open WebSocket tells every change of a
    /// state that is known.
    func isPolledByPanel(_ record: ServerRecord) -> Bool {
        guard choice(of: record.node).source == .panel else { return false }
        return streams[record.uuid]?.isLive != true || record.tracker.state == nil
    }

    /// The name of a node.
    func name(of id: NodeID) -> String? { nodes.values.first { $0.id == id }?.name }

    /// What a server's state is known by now; nil while it is not known.
    func source(of record: ServerRecord) -> ObservationSource? {
        guard record.tracker.state != nil else { return nil }
        if streams[record.uuid]?.isLive == true { return .stream }
        return choice(of: record.node).source == .wings ? .wings : .panel
    }

    /// Whether a server's Wings can be told to do something, as far as it is known: by the way that is in use.
    func isNodeReachable(_ node: String) -> Bool {
        if choice(of: node).source == .wings, let access = access(to: node) {
            return access.listedAt != nil && access.breaker.isClosed
        }
        return askedNodes.contains(node) && (nodeBreakers[node]?.isClosed ?? true)
    }
}
