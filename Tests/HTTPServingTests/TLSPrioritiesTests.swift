import HTTPServing
import Testing

struct TLSPrioritiesTests {
    private let options = TLSOptions(certificate: "", key: "")

    private func parts(_ change: (inout TLSOptions) -> Void) -> Set<String> {
        var options = options
        change(&options)
        return Set(options.priorities.split(separator: ":").map(String.init))
    }

    @Test func `unless something else is said TLS 1-2 and 1-3 are spoken, with authenticated ciphers alone`() {
        let parts = parts { _ in }
        #expect(parts.isSuperset(of: ["+VERS-TLS1.3", "+VERS-TLS1.2", "+AES-128-GCM", "+AEAD", "%SERVER_PRECEDENCE"]))
        #expect(parts.isDisjoint(with: ["+AES-128-CBC", "+SHA1", "+RSA", "+VERS-TLS1.1"]))
    }

    @Test func `versions are what lies between the two`() {
        #expect(parts { $0.minimum = .tls13 }.isDisjoint(with: ["+VERS-TLS1.2"]))
        #expect(parts { $0.maximum = .tls12 }.isDisjoint(with: ["+VERS-TLS1.3"]))
    }

    @Test func `suites narrow ciphers and signatures, and an old one alone rules TLS 1-3 out`() {
        let one = parts { $0.suites = [.init(.rsa, .aes256GCM)] }
        #expect(one.isSuperset(of: ["+ECDHE-RSA", "+AES-256-GCM", "+VERS-TLS1.3"]))
        #expect(one.isDisjoint(with: ["+ECDHE-ECDSA", "+AES-128-GCM", "+CHACHA20-POLY1305"]))
        let old = parts { $0.suites = [.init(.rsa, .aes128CBC)] }
        #expect(old.isSuperset(of: ["+AES-128-CBC", "+SHA1", "+VERS-TLS1.2"]))
        #expect(old.isDisjoint(with: ["+VERS-TLS1.3", "+AEAD"]))
    }

    @Test func `curves and whose order counts are as they were said`() {
        let parts = parts { options in
            options.curves = [.p384]
            options.prefersOwnSuites = false
        }
        #expect(parts.contains("+GROUP-SECP384R1"))
        #expect(parts.isDisjoint(with: ["+GROUP-X25519", "%SERVER_PRECEDENCE"]))
    }
}
