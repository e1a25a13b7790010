public import PterodactylAPI

/// The `tls_server_config` of a web configuration file.
public struct WebTLSSettings: Sendable, Equatable {
    /// What is asked of a client's certificate; the words are Go's.
    public enum ClientAuthentication: String, Sendable, CaseIterable {
        /// None is asked for.
        case none = "NoClientCert"
        /// One is asked for; any will do, and so will none.
        case request = "RequestClientCert"
        /// There must be one; any will do.
        case requireAny = "RequireAnyClientCert"
        /// One is asked for; it must be good, where there is one.
        case verifyIfGiven = "VerifyClientCertIfGiven"
        /// There must be one, and it must be good.
        case requireAndVerify = "RequireAndVerifyClientCert"
    }

    /// A version; older ones are not spoken.
    public enum Version: String, Sendable, CaseIterable {
        /// TLS 1.2.
        case tls12 = "TLS12"
        /// TLS 1.3.
        case tls13 = "TLS13"
    }

    /// A group of the key exchange; the words are Go's.
    public enum Curve: String, Sendable, CaseIterable {
        /// Curve25519.
        case x25519 = "X25519"
        /// NIST P-256.
        case p256 = "CurveP256"
        /// NIST P-384.
        case p384 = "CurveP384"
        /// NIST P-521.
        case p521 = "CurveP521"
    }

    /// A cipher suite that Go holds for secure, by its IANA name; those of TLS 1.3 cannot be chosen there, nor here.
    public enum CipherSuite: String, Sendable, CaseIterable {
        /// For an ECDSA certificate.
        case ecdsaAES128GCM = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
        /// For an ECDSA certificate.
        case ecdsaAES256GCM = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
        /// For an ECDSA certificate.
        case ecdsaChaCha20 = "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
        /// For an ECDSA certificate.
        case ecdsaAES128CBC = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"
        /// For an ECDSA certificate.
        case ecdsaAES256CBC = "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"
        /// For an RSA certificate.
        case rsaAES128GCM = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
        /// For an RSA certificate.
        case rsaAES256GCM = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
        /// For an RSA certificate.
        case rsaChaCha20 = "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
        /// For an RSA certificate.
        case rsaAES128CBC = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
        /// For an RSA certificate.
        case rsaAES256CBC = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"
        /// Of TLS 1.3: named without effect.
        case tls13AES128GCM = "TLS_AES_128_GCM_SHA256"
        /// Of TLS 1.3: named without effect.
        case tls13AES256GCM = "TLS_AES_256_GCM_SHA384"
        /// Of TLS 1.3: named without effect.
        case tls13ChaCha20 = "TLS_CHACHA20_POLY1305_SHA256"
    }

    /// The certificate with those that vouch for it, in PEM.
    public var certificate: String
    /// Its private key, in PEM.
    public var key: Secret
    /// What is asked of clients.
    public var clients = ClientAuthentication.none
    /// Who may vouch for a client's certificate, in PEM.
    public var clientAuthorities: String?
    /// The names of which a client's certificate must have one; nil where any will do.
    public var clientNames: [String]?
    /// The oldest version.
    public var minimum = Version.tls12
    /// The newest version.
    public var maximum = Version.tls13
    /// The suites of TLS 1.2; empty for the good ones.
    public var suites: [CipherSuite] = []
    /// Whether our order of suites counts.
    public var prefersOwnSuites = true
    /// The groups; empty for all.
    public var curves: [Curve] = []
}
