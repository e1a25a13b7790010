public import PterodactylAPI
public import Telemetry

/// What a server's owner says of us by the startup variable `PTEROWATCH`.
public enum OwnerWish: String, Sendable, Hashable, CaseIterable {
    /// Leave it alone.
    case off
    /// Say what would be done, and leave it alone.
    case observe
    /// Do what the policies say.
    case restart

    /// The name of the variable.
    public static let variable = "PTEROWATCH"

    /// What a server's variables say; nil when none of them is ours, or when its value is none of these words.
    init?(_ variables: [StartupVariable]) {
        guard let variable = variables.first(where: { $0.environmentName == Self.variable }) else { return nil }
        let word = variable.serverValue ?? variable.defaultValue
        self.init(rawValue: word.lowercased().filter { !$0.isWhitespace })
    }
}

/// What is known of one server at one moment: what metrics show and what remediation decides on.
///
/// A value that is not known is nil, never an old one.
public struct ServerView: Sendable, Equatable {
    /// The panel's name in the configuration; the `panel` label.
    public var panel: String
    /// The short id; the `server` label.
    public var identifier: ServerIdentifier
    /// The full id.
    public var uuid: ServerUUID
    /// The display name, written by a tenant: never trusted as anything but text.
    public var name: String
    /// The node's name; the `node` label.
    public var node: String
    /// The panel's status column.
    public var status: ServerStatus
    /// Whether an unfinished transfer exists.
    public var isTransferring: Bool
    /// Whether the node's maintenance flag is set.
    public var isNodeInMaintenance: Bool
    /// The live state; nil when it is not known now.
    public var state: PowerState?
    /// When `state` was last really true; with panel polling an answer may be 20 s older than its arrival.
    public var observedAt: Timestamp?
    /// What the agent believes is going on.
    public var situation: Situation
    /// Since when the situation holds.
    public var situationSince: Timestamp
    /// Whether somebody wants the server up; nil while that is not decided.
    public var isDesiredUp: Bool?
    /// Whether the panel answered lately.
    public var isPanelReachable: Bool
    /// Whether the panel could reach the server's node lately.
    public var isNodeReachable: Bool
    /// Whether the server uses more disk than its limit, so that Wings would refuse a start.
    public var isDiskOverLimit: Bool
    /// The last power action or restore by somebody other than this agent that was seen.
    public var lastIntervention: Timestamp?
    /// Whether its activity log can be read, and when that was done last: by then a human's actions through the panel are known.
    public var activityAccess: ServerEvidence.Access
    /// When it went down by itself, as near as that is known: when it was found down, or last seen up before the agent began;
    /// nil once it has run for a minute or turns out to be down on purpose.
    public var downSince: Timestamp?
    /// When its process started; nil while it does not run, or is not seen.
    public var startedAt: Timestamp?
    /// When its newest successful backup was finished; nil when there is none, or none is known.
    public var lastBackupAt: Timestamp?
    /// When its list of backups was last read.
    public var backupsSeenAt: Timestamp?
    /// What the server's owner says of us; nil when nothing is said, or it cannot be read.
    public var ownerWish: OwnerWish?

    /// Makes a view of a server of which nothing is known yet but its place.
    public init(
        panel: String,
        identifier: ServerIdentifier,
        uuid: ServerUUID,
        name: String,
        node: String,
        at now: Timestamp
    ) {
        self.panel = panel
        self.identifier = identifier
        self.uuid = uuid
        self.name = name
        self.node = node
        self.status = .normal
        self.isTransferring = false
        self.isNodeInMaintenance = false
        self.state = nil
        self.observedAt = nil
        self.situation = .unknown
        self.situationSince = now
        self.isDesiredUp = nil
        self.isPanelReachable = false
        self.isNodeReachable = false
        self.isDiskOverLimit = false
        self.lastIntervention = nil
        self.activityAccess = .denied
        self.ownerWish = nil
    }
}

extension ServerView {
    /// What matchers of policies, maintenance windows and dependencies see: `panel`, `node`, `server`, `uuid` and `name`.
    public var labels: LabelSet {
        ["panel": panel, "node": node, "server": identifier.rawValue, "uuid": uuid.rawValue, "name": name]
    }
}
