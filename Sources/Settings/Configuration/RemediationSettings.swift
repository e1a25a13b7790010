public import Remediation

/// What is done about alerts that ask for an action.
public struct RemediationSettings: Sendable, Equatable {
    /// How far the agent may go.
    public var mode: Mode
    /// The policies by name, `restart-crashed` always among them.
    public var policies: [String: PolicySettings]

    /// What bounds all policies together.
    public var limits: Limits
    /// The policies that come with Pterowatch and were named: their rules are evaluated, too.
    public var proactive: [ProactivePolicy]
    /// A file that stops everything while it is there, besides `stop` in the storage directory.
    public var stopFile: String?
    /// How long what an Alertmanager asks for stands when it is not repeated.
    public var hookExpiry: Duration

    /// Makes the settings; `restart-crashed` is added with the defaults when it is not given.
    public init(
        mode: Mode = .observe,
        policies: [String: PolicySettings] = [:],
        limits: Limits = Limits(),
        proactive: [ProactivePolicy] = [],
        stopFile: String? = nil,
        hookExpiry: Duration = .seconds(16_200)
    ) {
        self.mode = mode
        self.limits = limits
        self.proactive = proactive
        self.stopFile = stopFile
        self.hookExpiry = hookExpiry
        self.policies = policies.merging([Self.restartCrashed: PolicySettings()]) { given, _ in given }
    }

    /// The name of the policy that the shipped rules ask for.
    public static let restartCrashed = "restart-crashed"
}
