import HTTPServing
import PterodactylAPI
import Settings

extension TLSOptions {
    /// The options as the file has them.
    init(_ settings: WebTLSSettings) {
        self.init(certificate: settings.certificate, key: settings.key.reveal())
        clients =
            switch settings.clients {
            case .none: .none
            case .request: .request
            case .requireAny: .requireAny
            case .verifyIfGiven: .verifyIfGiven
            case .requireAndVerify: .requireAndVerify
            }
        clientAuthorities = settings.clientAuthorities
        clientNames = settings.clientNames
        minimum = settings.minimum == .tls12 ? .tls12 : .tls13
        maximum = settings.maximum == .tls12 ? .tls12 : .tls13
        suites = settings.suites.compactMap { CipherSuite($0) }
        prefersOwnSuites = settings.prefersOwnSuites
        curves = settings.curves.map { curve in
            switch curve {
            case .x25519: .x25519
            case .p256: .p256
            case .p384: .p384
            case .p521: .p521
            }
        }
    }
}

extension TLSOptions.CipherSuite {
    /// Nil for those of TLS 1.3, which cannot be chosen.
    fileprivate init?(_ suite: WebTLSSettings.CipherSuite) {
        switch suite {
        case .ecdsaAES128GCM: self.init(.ecdsa, .aes128GCM)
        case .ecdsaAES256GCM: self.init(.ecdsa, .aes256GCM)
        case .ecdsaChaCha20: self.init(.ecdsa, .chaCha20Poly1305)
        case .ecdsaAES128CBC: self.init(.ecdsa, .aes128CBC)
        case .ecdsaAES256CBC: self.init(.ecdsa, .aes256CBC)
        case .rsaAES128GCM: self.init(.rsa, .aes128GCM)
        case .rsaAES256GCM: self.init(.rsa, .aes256GCM)
        case .rsaChaCha20: self.init(.rsa, .chaCha20Poly1305)
        case .rsaAES128CBC: self.init(.rsa, .aes128CBC)
        case .rsaAES256CBC: self.init(.rsa, .aes256CBC)
        case .tls13AES128GCM, .tls13AES256GCM, .tls13ChaCha20: return nil
        }
    }
}
