/// Why a server did not start.
public enum HTTPServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The socket could not be opened, bound or listened on; the system's reason.
    case cannotListen(ListenAddress, reason: String)
    /// libmicrohttpd refused to start: no memory or threads left, or limits that it does not accept.
    case cannotStart(ListenAddress)

    /// The address and the reason.
    public var description: String {
        switch self {
        case .cannotListen(let address, let reason): "cannot listen on \(address): \(reason)"
        case .cannotStart(let address): "cannot start the HTTP server on \(address): no memory or no threads left"
        }
    }
}
