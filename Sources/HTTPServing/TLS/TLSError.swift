/// Why TLS cannot be spoken by these options.
public enum TLSError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The certificate or its key cannot be used, or they do not belong together; GnuTLS' reason.
    case certificate(reason: String)
    /// The certificates that may vouch for clients cannot be used; GnuTLS' reason.
    case clientAuthorities(reason: String)
    /// Clients' certificates are to be verified, and nobody may vouch for them; or the other way round.
    case clientsWithoutAuthorities
    /// Versions, suites and curves leave nothing to speak; GnuTLS' reason.
    case priorities(reason: String)

    /// The reason; nothing of a key.
    public var description: String {
        switch self {
        case .certificate(let reason): "the certificate and its key cannot be used: \(reason)"
        case .clientAuthorities(let reason): "the authorities of clients cannot be used: \(reason)"
        case .clientsWithoutAuthorities: "certificates of clients cannot be verified without authorities"
        case .priorities(let reason): "versions, cipher suites and curves leave nothing to speak: \(reason)"
        }
    }
}
