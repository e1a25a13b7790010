// Sockets' types are the C library's: whichever module is read first counts as theirs.
import CMicroHTTPD
import Glibc

/// The names that a client's certificate gives itself.
enum ClientNames {
    /// The subject alternative names of a certificate, addresses as text: DNS, e-mail, URI and IP ones.
    static func inCertificate(_ datum: gnutls_datum_t) -> [String] {
        var made: OpaquePointer?
        guard unsafe gnutls_x509_crt_init(&made) == GNUTLS_E_SUCCESS, let certificate = unsafe made else { return [] }
        defer { unsafe gnutls_x509_crt_deinit(certificate) }
        var datum = unsafe datum
        guard unsafe gnutls_x509_crt_import(certificate, &datum, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS
        else { return [] }
        var names: [String] = []
        // A bound, because a certificate of a client is whatever it sends.
        for number in 0..<UInt32(256) {
            var bytes = [UInt8](repeating: 0, count: 1 << 10)
            var length = bytes.count
            let kind = unsafe gnutls_x509_crt_get_subject_alt_name(certificate, number, &bytes, &length, nil)
            if kind == GNUTLS_E_SHORT_MEMORY_BUFFER { continue }
            guard kind >= 0 else { break }
            let value = Array(bytes.prefix(length))
            switch UInt32(kind) {
            case GNUTLS_SAN_DNSNAME.rawValue, GNUTLS_SAN_RFC822NAME.rawValue, GNUTLS_SAN_URI.rawValue:
                names.append(String(decoding: value, as: UTF8.self))
            case GNUTLS_SAN_IPADDRESS.rawValue:
                if let text = address(value) { names.append(text) }
            default: continue
            }
        }
        return names
    }

    private static func address(_ bytes: [UInt8]) -> String? {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard unsafe inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
