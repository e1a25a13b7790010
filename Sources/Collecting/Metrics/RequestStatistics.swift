import PterodactylAPI
import Telemetry

/// Counts requests and times them, by target and endpoint.
struct RequestStatistics: Sendable {
    private struct Endpoint: Hashable {
        let target: String
        let name: String
    }

    private struct Outcome: Hashable {
        let endpoint: Endpoint
        let code: String
    }

    private var counts: [Outcome: Int] = [:]
    private var durations: [Endpoint: HistogramAccumulator] = [:]
    private static let bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20]

    /// Counts one answer; without one, a bounded word that says why stands in place of the status.
    ///
    /// Its path is the exemplar of its bucket: it tells which server or page was slow.
    mutating func count(_ exchange: Exchange<PanelAnswer>, took duration: Duration, at now: Timestamp) {
        let endpoint = Endpoint(target: exchange.call.api.rawValue, name: exchange.call.name)
        let code: String
        switch exchange.result {
        case .failure(.transport(let error)): code = error.reason
        default: code = exchange.status.map(String.init) ?? "none"
        }
        counts[Outcome(endpoint: endpoint, code: code), default: 0] += 1
        let seconds = duration.inSeconds
        durations[endpoint, default: HistogramAccumulator(bounds: Self.bounds, isNative: true)]
            .observe(seconds, exemplar: Exemplar(["path": exchange.call.path], seconds, at: now))
    }

    func write(into draft: inout SnapshotDraft, panel: String) {
        for (outcome, count) in counts {
            let labels = labels(of: outcome.endpoint, panel: panel).setting("code", to: outcome.code)
            draft.set(CollectorFamilies.requests, labels, Double(count))
        }
        for (endpoint, histogram) in durations {
            draft.set(CollectorFamilies.requestDuration, labels(of: endpoint, panel: panel), histogram)
        }
    }

    private func labels(of endpoint: Endpoint, panel: String) -> LabelSet {
        ["panel": panel, "target": endpoint.target, "endpoint": endpoint.name]
    }
}
