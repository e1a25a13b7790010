import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

extension TraceTruth: CustomTestStringConvertible {
    var testDescription: String { traces.joined(separator: ", ") }

    /// Whether it is the node's Docker that ended.
    var isOfNode: Bool { ends.contains { if case .docker = $0 { true } else { false } } }

    /// The server of a trace; of an outage of the node also the others that ended with it.
    func servers(of trace: String) throws -> [RecordedServer] {
        let server = try RecordedServer(Trace(trace))
        guard isOfNode else { return [server] }
        let other = try Trace(trace == "dockerd_restart" ? "observe60-dockerd_two" : "dockerd_restart")
        return [server, try RecordedServer(other), try RecordedServer(other, as: .number(3))]
    }

    /// How long after its end it may take until a server is known to be down against everybody's wish.
    func patience(of sources: TraceSources) -> Duration {
        let grace = IncidentTiming().grace
        // Its Docker is back after 13 s, which is asked for at Wings' interval; else it is believed in for a minute.
        let outage: Duration = isOfNode ? .seconds(30) : .zero
        switch sources {
        case .stream, .all: return isSure ? .seconds(3) : grace + outage + .seconds(1)
        case .wingsEachSecond, .wingsEach5, .wingsEach10: return grace + outage + sources.wingsInterval + .seconds(1)
        // The cache's age, the interval, and up to ten seconds until a trace has its next answer.
        case .panel, .panelEach10: return grace + .seconds(20) + .seconds(20) + .seconds(11)
        }
    }
}

extension TraceTruth.Known {
    /// The counts by the words of the labels.
    var crashCounts: [String: Int] { Dictionary(crashes.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +) }
    var startCounts: [String: Int] { Dictionary(starts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +) }
}
