import Collecting
import PterodactylAPI
import Telemetry

extension Timestamp {
    /// A moment of a test, in seconds after its beginning: a whole number of every interval that the tests use.
    static func second(_ seconds: Double) -> Timestamp {
        Timestamp(millisecondsSince1970: 1_800_000_000_000) + .milliseconds(Int64(seconds * 1_000))
    }
}

extension ServerUUID {
    /// The server of a number: each has a short id of its own.
    static func number(_ number: Int) -> ServerUUID {
        ServerUUID("\(10_000_000 + number)-43da-58d3-99ff-8a3133b4c2a1")
    }
}

extension SourcePlan {
    /// Nothing but the panel is asked, and no WebSocket followed.
    static let panelAlone = SourcePlan(polling: .panel, stream: .none)
}
