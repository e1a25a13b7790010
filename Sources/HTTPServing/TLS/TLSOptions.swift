/// How a server speaks TLS: what it shows of itself, and what it asks of its clients.
public struct TLSOptions: Sendable, Equatable {
    /// What is asked of a client's certificate, in the order and with the meaning of Go's `tls.ClientAuthType`.
    public enum ClientAuthentication: Sendable {
        /// None is asked for.
        case none
        /// One is asked for; any will do, and so will none.
        case request
        /// There must be one; any will do.
        case requireAny
        /// One is asked for; it must be good, where there is one.
        case verifyIfGiven
        /// There must be one, and it must be good.
        case requireAndVerify
    }

    /// A version of the protocol; those before 1.2 are not spoken.
    public enum Version: Int, Sendable, Comparable {
        /// TLS 1.2.
        case tls12
        /// TLS 1.3.
        case tls13

        /// By age.
        public static func < (lhs: Version, rhs: Version) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// A group of the key exchange.
    public enum Curve: Sendable {
        /// Curve25519.
        case x25519
        /// NIST P-256.
        case p256
        /// NIST P-384.
        case p384
        /// NIST P-521.
        case p521
    }

    /// A cipher suite of TLS 1.2: elliptic Diffie-Hellman, signed as the certificate's key can.
    public struct CipherSuite: Sendable, Hashable {
        /// The kind of the certificate's key.
        public enum Signature: Sendable {
            /// An elliptic curve's.
            case ecdsa
            /// RSA.
            case rsa
        }

        /// What encrypts.
        public enum Cipher: Sendable {
            /// AES with 128 bits, authenticated by its mode.
            case aes128GCM
            /// AES with 256 bits, authenticated by its mode.
            case aes256GCM
            /// ChaCha20 with Poly1305.
            case chaCha20Poly1305
            /// AES with 128 bits and SHA-1, for old clients.
            case aes128CBC
            /// AES with 256 bits and SHA-1, for old clients.
            case aes256CBC
        }

        /// The kind of the certificate's key.
        public let signature: Signature
        /// What encrypts.
        public let cipher: Cipher

        /// Makes a suite.
        public init(_ signature: Signature, _ cipher: Cipher) {
            self.signature = signature
            self.cipher = cipher
        }
    }

    /// The certificate with those that vouch for it, in PEM.
    public var certificate: String
    /// The certificate's private key, in PEM.
    public var key: String
    /// What is asked of clients.
    public var clients: ClientAuthentication = .none
    /// The certificates that may vouch for a client's, in PEM; nil for none.
    public var clientAuthorities: String?
    /// The names of which a client's certificate must have one (subject alternative names); nil where any will do.
    public var clientNames: [String]?
    /// The oldest version that is spoken.
    public var minimum: Version = .tls12
    /// The newest version that is spoken.
    public var maximum: Version = .tls13
    /// The suites, the preferred first; empty for the good ones.
    public var suites: [CipherSuite] = []
    /// Whether our order of suites counts, and not the client's.
    public var prefersOwnSuites = true
    /// The groups, the preferred first; empty for all.
    public var curves: [Curve] = []

    /// Makes options of a certificate and its key.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}

extension TLSOptions: CustomStringConvertible, CustomReflectable {
    /// Nothing of the key.
    public var description: String { "TLSOptions" }
    /// Shows nothing of what is inside.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
