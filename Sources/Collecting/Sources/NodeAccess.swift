import PterodactylAPI
import Telemetry

/// What is known of the way to one node's Wings.
struct NodeAccess: Sendable {
    /// What the panel gave of the node's configuration; everything else in it holds users' secrets or is nobody's business.
    enum Key: Sendable, Equatable {
        /// It was not read yet.
        case unread
        /// The node's token, and the panel's URL as Wings has it, which its WebSocket wants as `Origin`.
        case known(token: Secret, origin: String)
        /// The key may not read it.
        case denied
        /// Wings accepts no token that the panel gives.
        case refused
    }

    var key = Key.unread
    /// Whether the last attempt to read the configuration failed.
    var hasFailed = false
    /// When the token came: an answer to an earlier call says nothing of it.
    var tokenSince: Timestamp?
    /// A token that Wings did not accept.
    var rejectedToken: Secret?
    /// Keeps calls away from a Wings that does not answer.
    var breaker = CircuitBreaker()
    /// When its list of servers last came.
    var listedAt: Timestamp?
    /// Its version and machine.
    var system: WingsSystem?

    /// The token, if it may be tried.
    var token: Secret? { if case .known(let token, _) = key { token } else { nil } }

    /// The panel's URL as Wings has it.
    var origin: String? { if case .known(_, let origin) = key { origin } else { nil } }

    /// Takes in what the panel gave.
    /// - Returns: whether Wings may accept it.
    mutating func take(_ configuration: NodeConfiguration, at now: Timestamp) -> Bool {
        hasFailed = false
        guard configuration.token != rejectedToken else {
            key = .refused
            return false
        }
        if configuration.token != token { tokenSince = now }
        rejectedToken = nil
        key = .known(token: configuration.token, origin: configuration.remote.trimmingTrailingSlashes)
        return true
    }
}

extension String {
    fileprivate var trimmingTrailingSlashes: String {
        var text = self
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }
}
