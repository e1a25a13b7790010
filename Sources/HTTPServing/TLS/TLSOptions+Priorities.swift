extension TLSOptions {
    /// What is offered, in GnuTLS' own language (its manual, *Priority strings*).
    ///
    /// GnuTLS takes ciphers and signatures apart, and for TLS 1.3 the same ciphers. So suites that are named narrow TLS 1.3
    /// too, and rule it out when none of their ciphers is one of its own; they mean nothing to a server of TLS 1.3 alone.
    package var priorities: String {
        let named = minimum == .tls13 ? [] : suites
        let suites = named.isEmpty ? Self.standardSuites : named
        let ciphers = Self.unique(suites.map(\.cipher))
        let isNew = maximum == .tls13 && ciphers.contains { !$0.isOld }
        var parts = ["NONE", "+CTYPE-X509", "+COMP-NULL", "+SIGN-ALL", "-SIGN-RSA-SHA1", "-SIGN-ECDSA-SHA1"]
        if isNew { parts.append("+VERS-TLS1.3") }
        if minimum == .tls12 { parts.append("+VERS-TLS1.2") }
        parts += Self.unique(suites.map(\.signature)).map { $0 == .rsa ? "+ECDHE-RSA" : "+ECDHE-ECDSA" }
        parts += ciphers.map { "+" + $0.priority }
        if ciphers.contains(where: { !$0.isOld }) { parts.append("+AEAD") }
        if ciphers.contains(where: \.isOld) { parts.append("+SHA1") }
        let groups = curves.isEmpty ? [.x25519, .p256, .p384, .p521] : Self.unique(curves)
        parts += groups.map { "+" + $0.priority }
        if prefersOwnSuites { parts.append("%SERVER_PRECEDENCE") }
        return parts.joined(separator: ":")
    }

    private static let standardSuites: [CipherSuite] = [CipherSuite.Signature.ecdsa, .rsa].flatMap { signature in
        [CipherSuite.Cipher.aes128GCM, .aes256GCM, .chaCha20Poly1305].map { CipherSuite(signature, $0) }
    }

    private static func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}

extension TLSOptions.CipherSuite.Cipher {
    fileprivate var isOld: Bool { self == .aes128CBC || self == .aes256CBC }

    fileprivate var priority: String {
        switch self {
        case .aes128GCM: "AES-128-GCM"
        case .aes256GCM: "AES-256-GCM"
        case .chaCha20Poly1305: "CHACHA20-POLY1305"
        case .aes128CBC: "AES-128-CBC"
        case .aes256CBC: "AES-256-CBC"
        }
    }
}

extension TLSOptions.Curve {
    fileprivate var priority: String {
        switch self {
        case .x25519: "GROUP-X25519"
        case .p256: "GROUP-SECP256R1"
        case .p384: "GROUP-SECP384R1"
        case .p521: "GROUP-SECP521R1"
        }
    }
}
