public import PterodactylAPI
public import Telemetry

extension PanelWatcher {
    /// Takes the answer to a call in.
    ///
    /// - Parameters:
    ///   - response: the whole answer, or why there is none.
    ///   - call: a call that `nextCalls` gave.
    ///   - sent: when it was sent.
    /// - Returns: what others must hear of.
    public mutating func absorb(
        _ response: Result<HTTPResponse, TransportError>,
        to call: PanelCall,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [WatchEvent] {
        let job = agenda.finish(call, sentAt: sent, at: now)
        let exchange: Exchange<PanelAnswer>
        switch response {
        case .success(let response): exchange = Exchange(call.endpoint, response)
        case .failure(let error): exchange = Exchange(call.endpoint, failed: error)
        }
        let result = exchange.result
        let limit = budgets.lastAnswered[.client]?.limit
        budgets.settle(exchange, at: now)
        if budgets.lastAnswered[.client]?.limit != limit { knowledge.areStreamsStale = true }
        statistics.count(exchange, took: now - sent, at: now)
        switch call {
        case .order(let uuid, let order): settle(order, of: uuid, result, at: now)
        // One that was not waited for any more is of an earlier WebSocket, perhaps on another node.
        case .credentials(let uuid): if job != nil { settleCredentials(result, of: uuid, at: now) }
        default: break
        }
        noteReachability(result, of: call, at: now)
        if let kind = job?.collector, let index = collectors.firstIndex(where: { $0.kind == kind }) {
            settle(result, of: call, by: index, sentAt: sent, at: now)
        }
        noteChanges()
        return takeEvents()
    }

    private mutating func settle(
        _ result: Result<PanelAnswer, PanelError>,
        of call: PanelCall,
        by index: Int,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) {
        let kind = collectors[index].kind
        let took = now - sent
        let wasAdmin = knowledge.isAdmin
        var follow: [Job]
        switch result {
        case .success(let answer):
            follow = collectors[index].absorb(answer, to: call, into: &knowledge, sentAt: sent, at: now)
            noteHealth(of: kind) { health in
                health.succeed(call, took: took, at: now)
                // Pages beyond the end are not asked for again: they cannot succeed any more.
                if let count = answer.pageCount {
                    health.forget { $0.page > count && $0.turned(to: call.page) == call }
                }
            }
        case .failure(let error):
            follow = collectors[index].fail(error, of: call, into: &knowledge, sentAt: sent, at: now)
            if error.isFailureOfCollector(of: call) {
                noteHealth(of: kind) { $0.fail(call, reason: error.reason) }
                knowledge.say(.callFailed(kind, reason: error.reason))
            } else {
                noteHealth(of: kind) { $0.succeed(call, took: took, at: now) }
            }
            // While the budget is short, calls take turns, and none comes before its own.
            if error.isRetryable, error.isFailureOfCollector(of: call), agenda.stretch(of: call.api) == 1,
                agenda.repeats(call.beginning)
            {
                let pause = max(Self.retryPause, error.retryAfter ?? .zero)
                follow.append(collectors[index].once(call.beginning, priority: .routine, at: now + pause))
            }
            if case .forbidden = error, call.needsRight {
                // The right to see allocations is one for all nodes.
                if case .allocationCount = call {
                    agenda.remove { if case .allocationCount = $0 { true } else { false } }
                } else {
                    agenda.remove(call)
                }
            }
        }
        if wasAdmin != knowledge.isAdmin { forgetRights() }
        follow.forEach { agenda.add($0) }
        if case .resources(let uuid) = call { stopPolling(uuid) }
        applyMembership()
    }

    /// How long after it failed a call is made again, if its own slot is not sooner: some are made every ten minutes only.
    static let retryPause = Duration.seconds(60)

    /// Changes what is known of a collector's calls; a reason for which none of them fails any more is taken back.
    mutating func noteHealth(of kind: CollectorKind, _ change: (inout CollectorHealth) -> Void) {
        let before = health[kind]?.reasons ?? []
        change(&health[kind, default: CollectorHealth()])
        let over = before.subtracting(health[kind]?.reasons ?? [])
        guard !over.isEmpty else { return }
        knowledge.unsay { if case .callFailed(kind, let reason) = $0 { over.contains(reason) } else { false } }
    }

    /// Takes calls away for good: their answers are not waited for, and they fail nobody any more.
    mutating func drop(where isObsolete: (PanelCall) -> Bool) {
        agenda.remove(where: isObsolete)
        for kind in Array(health.keys) { noteHealth(of: kind) { $0.forget(where: isObsolete) } }
    }

    /// Plans anew what the key may read: whose it is was just learned, or is another one now.
    private mutating func forgetRights() {
        isPlanStale = true
        drop { call in
            switch call {
            case .serverList, .nodes, .locations, .applicationServers, .allocationCount, .nodeConfiguration,
                .wingsServers, .wingsSystem:
                true
            default: false
            }
        }
    }

    private mutating func applyMembership() {
        let change = knowledge.takeMembership()
        guard !change.isUnchanged else { return }
        isPlanStale = true
        let obsolete = change.gone.union(change.moved)
        guard !obsolete.isEmpty || !change.goneNodes.isEmpty else { return }
        drop { call in
            call.server.map(obsolete.contains) ?? call.nodeID.map(change.goneNodes.contains) ?? false
        }
        for uuid in change.gone {
            seen[uuid] = nil
            if knowledge.streams[uuid] != nil { events.append(.unfollow(uuid)) }
        }
        knowledge.streams.forget(change.gone)
        for index in collectors.indices { collectors[index].forget(change.gone) }
    }
}
