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
    /// A collector's call failed; the reason is a bounded word.
    case callFailed(CollectorKind, reason: String)
    /// A server's situation changed.
    case situation(ServerIdentifier, node: String, Situation)

    /// Whether it is about a server.
    func isAbout(_ server: ServerIdentifier) -> Bool {
        switch self {
        case .unknownToWings(server, _), .situation(server, _, _): true
        default: false
        }
    }

    /// Whether it is worth a warning, and not only a line of information.
    public var isWarning: Bool {
        switch self {
        case .panelReachable, .nodeReachable, .missingRight: false
        case .situation(_, _, let situation): situation == .crashed
        case .panelUnreachable, .nodeUnreachable, .noServers, .unknownToWings, .callFailed: true
        }
    }
}
