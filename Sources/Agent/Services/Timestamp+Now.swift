import Foundation
import Telemetry

extension Timestamp {
    /// The wall clock's time: the only place where the agent reads it.
    static var now: Timestamp { Timestamp(secondsSince1970: Date.now.timeIntervalSince1970) }
}
