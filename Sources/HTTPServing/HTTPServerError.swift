/// Why a server did not start.
public enum HTTPServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The socket could not be opened, bound or listened on; the system's reason.
    case cannotListen(ListenAddress, reason: String)
    /// A descriptor that the process was started with is no socket that can be served; why.
    case cannotInherit(descriptor: Int32, reason: String)
    /// libmicrohttpd refused to start: no memory or threads left, or limits that it does not accept.
    case cannotStart([ListenAddress])

    /// The address and the reason.
    public var description: String {
        switch self {
        case .cannotListen(let address, let reason): "cannot listen on \(address): \(reason)"
        case .cannotInherit(let descriptor, let reason):
            "cannot listen on the inherited descriptor \(descriptor): \(reason)"
        case .cannotStart(let addresses):
            "cannot start the HTTP server on \(addresses.map(\.description).joined(separator: ", ")): "
                + "no address, or no memory or threads left"
        }
    }
}
