public import PterodactylAPI

/// Something an operator should read in the log: said once for as long as it stays true.
public enum Notice: Sendable, Hashable {
    /// The panel does not answer; the reason is a bounded word.
    case panelUnreachable(reason: String)
    /// The panel answers again.
    case panelReachable
    /// The panel cannot reach a node.
    case nodeUnreachable(node: String)
    /// The node answers again.
    case nodeReachable(node: String)
    /// The key lacks a right, so that what needs it is absent.
    case missingRight(String, consequence: String)
    /// A root admin's list of all servers is empty, or an ordinary key sees none.
    case noServers
    /// The node does not know a server that the panel places on it.
    case unknownToWings(ServerIdentifier, node: String)
    /// What tells state and use of a node's servers from now on, and why it is not a better source.
    case sourceChosen(node: String, ObservationSource, SourceReason?)
    /// Whether the servers' WebSockets are followed, and why not.
    case streamsChosen(followed: Int, SourceReason?)
    /// A node's Wings does not accept the token that the panel gives, though it was read anew.
    case tokenRefused(node: String)
    /// All servers of a node that were up went down together: that is its Docker, and not as many crashes.
    case serversVanished(node: String, Int)
    /// The servers of that node are looked at one by one again.
    case serversLookedAtAgain(node: String)
    /// A collector's call failed; the reason is a bounded word.
    case callFailed(CollectorKind, reason: String)
    /// A server's situation changed.
    case situation(ServerIdentifier, node: String, Situation)

    /// A server was started anew between two looks: restarted, or crashed and started by Wings.
    case startedAnew(ServerIdentifier, node: String)

    /// Whether it is about a server.
    func isAbout(_ server: ServerIdentifier) -> Bool {
        switch self {
        case .unknownToWings(server, _), .situation(server, _, _), .startedAnew(server, _): true
        default: false
        }
    }

    /// Whether it is worth a warning, and not only a line of information.
    public var isWarning: Bool {
        switch self {
        case .panelReachable, .nodeReachable, .missingRight, .streamsChosen, .serversLookedAtAgain, .startedAnew: false
        case .sourceChosen(_, _, let reason): reason == .unreachable || reason == .tokenRefused
        case .situation(_, _, let situation): situation == .crashed
        case .panelUnreachable, .nodeUnreachable, .noServers, .unknownToWings, .callFailed, .tokenRefused,
            .serversVanished:
            true
        }
    }
}
