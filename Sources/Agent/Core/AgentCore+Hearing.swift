import Collecting
import PterodactylAPI
import Remediation
import Telemetry

// What panels, nodes and WebSockets tell, and what follows from it.
extension AgentCore {
    /// Takes in an answer, or that none came.
    mutating func absorb(
        _ response: Result<HTTPResponse, TransportError>,
        to request: AgentRequest,
        at now: Timestamp,
        into effects: inout [AgentEffect]
    ) {
        guard let index = index(of: request.panel) else { return }
        let events = panels[index].absorb(response, to: request.call, sentAt: request.sentAt, at: now)
        hear(events, from: index, at: now, into: &effects)
        if panels[index].concerns(request.call, awaited(of: request.panel)) { verify(at: now, into: &effects) }
    }

    /// Takes in what WebSockets told.
    mutating func absorb(_ events: [StreamedEvent], at now: Timestamp, into effects: inout [AgentEffect]) {
        for event in events {
            guard let index = index(of: event.address.panel) else { continue }
            let events = panels[index].absorb(event.event, of: event.address.server, at: event.at)
            hear(events, from: index, at: now, into: &effects)
        }
        let heard = Dictionary(grouping: events, by: \.address.panel)
        if heard.contains(where: { !awaited(of: $0.key).isDisjoint(with: $0.value.map(\.address.server)) }) {
            verify(at: now, into: &effects)
        }
    }

    /// The servers of a panel of which remediation waits to hear something.
    private func awaited(of panel: String) -> Set<ServerUUID> {
        guard let index = index(of: panel) else { return [] }
        let addresses = remediator.awaited.filter { $0.panel == panel }
        return Set(addresses.compactMap { panels[index].uuid(of: $0.identifier) })
    }

    /// Lets remediation look at the world; it goes through the whole fleet, so that it is not done at every answer.
    mutating func verify(at now: Timestamp, into effects: inout [AgentEffect]) {
        perform(remediator.verify(in: world(at: now), at: now), at: now, into: &effects)
    }

    /// The place of a panel's watcher; nil where the configuration has none of the name.
    func index(of panel: String) -> Int? { panels.firstIndex { $0.name == panel } }

    /// Follows what a panel's watcher made of it.
    mutating func hear(
        _ events: [WatchEvent],
        from index: Int,
        at now: Timestamp,
        into effects: inout [AgentEffect]
    ) {
        let panel = panels[index].name
        for event in events {
            switch event {
            case .situationChanged:
                changes += 1
                // During the first sweep everything changes, and nothing is acted upon.
                hasChange = hasChange || panels[index].isReady
            case .orderAnswered(let uuid, _, let result):
                guard let intent = acts.removeValue(forKey: ActKey(panel: panel, uuid: uuid)) else { continue }
                if case .success(.some(let backup)) = result {
                    effects.append(.write(.backup(backup, of: intent)))
                    ownBackups[ActKey(panel: panel, uuid: uuid), default: []].insert(backup)
                }
                settle(intent, result.map { _ in }, at: now, into: &effects)
            case .follow(let uuid, let node, let origin):
                let address = StreamAddress(panel: panel, server: uuid)
                effects.append(.follow(StreamOrder(address: address, node: node, origin: origin)))
            case .unfollow(let uuid):
                effects.append(.unfollow(StreamAddress(panel: panel, server: uuid)))
            case .credentials(let uuid, let answer):
                effects.append(.credentials(StreamAddress(panel: panel, server: uuid), answer))
            }
        }
    }
}
