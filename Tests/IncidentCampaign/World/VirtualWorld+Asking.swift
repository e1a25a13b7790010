import Agent
import Alerting
package import Collecting
package import PanelSimulator
import PterodactylAPI
package import Telemetry

/// What tests ask of a world.
extension VirtualWorld {
    /// The value of a series of the newest snapshot.
    package func value(_ name: String, _ labels: LabelSet = .empty) -> Double? {
        core.snapshot.samples(of: name).first { sample in
            labels.labels.allSatisfy { sample.labels[$0.name] == $0.value }
        }?.value
    }

    /// The sum over the series of a name that carry the labels.
    package func sum(_ name: String, _ labels: LabelSet = .empty) -> Double {
        core.snapshot.samples(of: name)
            .filter { sample in labels.labels.allSatisfy { sample.labels[$0.name] == $0.value } }
            .reduce(0) { $0 + $1.value }
    }

    /// How often an endpoint was asked so far, whatever came.
    package func requests(_ endpoint: String) -> Int { Int(sum("pterowatch_requests_total", ["endpoint": endpoint])) }

    /// Whether the agent hears of everything that happens to a server.
    func isWatched(_ server: ServerUUID) -> Bool {
        streams.isOpen(StreamAddress(panel: "main", server: server)) && book.hasHeard(server)
    }

    /// The names of the alerts that fire now.
    package var firing: Set<String> { Set(core.engine.alerts.filter { $0.state == .firing }.map(\.name)) }

    /// The power requests that the panel has seen; what users do in the web console is none.
    package var powerRequests: [PowerRequest] { panel.powerRequests }
}

extension SourcePlan {
    /// Nothing but the panel is asked, and no WebSocket followed.
    package static let panelAlone = SourcePlan(polling: .panel, stream: .none)
}
