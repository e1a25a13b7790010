public import PromQL
import Telemetry

/// One who is told of alerts, as Alertmanager's interface names it.
public struct AlertReceiver: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Which alerts it is told of: those that pass all of these.
    public let matchers: [LabelMatcher]

    /// Makes a receiver; of all alerts unless matchers are given.
    public init(_ name: String, _ matchers: [LabelMatcher] = []) {
        self.name = name
        self.matchers = matchers
    }

    /// What stands where nobody is told: clients take it that there is one.
    public static let standard = [AlertReceiver("default")]

    /// Whether it is told of an alert with these labels.
    func hears(_ labels: LabelSet) -> Bool { matchers.allMatch(labels) }
}
