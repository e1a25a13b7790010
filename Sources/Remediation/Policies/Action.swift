public import PterodactylAPI

/// One thing that a policy does about a server.
///
/// What destroys, such as a reinstallation or a deletion, does not exist here.
public enum Action: Sendable, Hashable {
    /// A power signal through the panel.
    case power(PowerSignal)
    /// A line for the server's console; in a policy it is a template over the alert's labels, in an intent it is filled in.
    case command(String)
    /// A new backup; one that rotates makes room for it when the server has as many as it may.
    case backup(isRotating: Bool)
    /// Nothing but time.
    case wait
    /// A message to a receiver of the notifications, by its name.
    case webhook(String)
    /// A suspension through the application API.
    case suspend
    /// The end of a suspension that we made ourselves.
    case unsuspend

    /// The bounded lower-snake word for the metric label `step`.
    public var label: String {
        switch self {
        case .power(let signal): signal.rawValue
        case .command: "command"
        case .backup: "backup"
        case .wait: "wait"
        case .webhook: "webhook"
        case .suspend: "suspend"
        case .unsuspend: "unsuspend"
        }
    }

    /// Whether it is meant to bring the server up.
    public var startsServer: Bool { self == .power(.start) || self == .power(.restart) }

    /// Whether it takes the server down and leaves it there.
    public var takesServerDown: Bool { self == .power(.stop) || self == .power(.kill) }

    /// Whether the panel lets it through for a suspended server.
    var isPossibleWhileSuspended: Bool {
        switch self {
        case .unsuspend, .wait, .webhook: true
        case .power, .command, .backup, .suspend: false
        }
    }

    /// What shows that it did what it is for, when a policy does not say.
    public var usualExpectation: Expectation {
        switch self {
        case .power(.start), .power(.restart): .running
        case .power(.stop), .power(.kill): .offline
        case .backup: .backup
        case .wait: .elapsed
        case .suspend: .suspended
        case .unsuspend: .released
        case .command, .webhook: .accepted
        }
    }
}

extension Action: RawRepresentable, CustomStringConvertible {
    /// Reads what `rawValue` writes; nil for anything else.
    public init?(rawValue: String) {
        let parts = rawValue.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count == 2 ? parts[1] : nil) {
        case ("power", .some(let word)):
            guard let signal = PowerSignal(rawValue: word) else { return nil }
            self = .power(signal)
        case ("command", .some(let text)): self = .command(text)
        case ("backup", "create"): self = .backup(isRotating: false)
        case ("backup", "rotate"): self = .backup(isRotating: true)
        case ("webhook", .some(let name)): self = .webhook(name)
        case ("wait", nil): self = .wait
        case ("suspend", nil): self = .suspend
        case ("unsuspend", nil): self = .unsuspend
        default: return nil
        }
    }

    /// The form in the ledger: `power:start`.
    public var rawValue: String {
        switch self {
        case .power(let signal): "power:\(signal.rawValue)"
        case .command(let text): "command:\(text)"
        case .backup(let isRotating): isRotating ? "backup:rotate" : "backup:create"
        case .webhook(let name): "webhook:\(name)"
        case .wait, .suspend, .unsuspend: label
        }
    }

    /// In words: `send start`.
    public var description: String {
        switch self {
        case .power(let signal): "send \(signal.rawValue)"
        case .command(let text): "type \"\(text)\" into the console"
        case .backup(let isRotating): isRotating ? "make a backup, in place of our oldest" : "make a backup"
        case .wait: "wait"
        case .webhook(let name): "tell \(name)"
        case .suspend: "suspend the server"
        case .unsuspend: "end our suspension of the server"
        }
    }
}
