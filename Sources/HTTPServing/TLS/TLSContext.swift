import CMicroHTTPD

/// TLS as one version of the options has it: what GnuTLS made of them, shared by all connections that began with it.
@safe final class TLSContext: @unchecked Sendable {
    // @unchecked because GnuTLS only reads credentials and priorities once they are made (its manual, *Thread safety*).
    private let credentials: OpaquePointer
    private let priorities: OpaquePointer
    private let clients: TLSOptions.ClientAuthentication
    private let clientNames: Set<String>?

    /// - Throws: `TLSError` for what GnuTLS does not take.
    init(_ options: TLSOptions) throws(TLSError) {
        if options.clients.isVerifying, options.clientAuthorities == nil { throw .clientsWithoutAuthorities }
        unsafe credentials = try Self.credentials(of: options)
        var priorities: OpaquePointer?
        let result = unsafe gnutls_priority_init(&priorities, options.priorities, nil)
        guard result == GNUTLS_E_SUCCESS, let priorities = unsafe priorities else {
            unsafe gnutls_certificate_free_credentials(credentials)
            throw .priorities(reason: Self.reason(result))
        }
        unsafe self.priorities = priorities
        clients = options.clients
        clientNames = options.clientNames.map { Set($0) }
    }

    deinit {
        unsafe gnutls_certificate_free_credentials(credentials)
        unsafe gnutls_priority_deinit(priorities)
    }

    /// Lets a session that has not begun its handshake speak so; the caller keeps the context until the session ends.
    func apply(to session: OpaquePointer) {
        // Where one of them fails the session keeps the daemon's credentials, which hold no certificate: no handshake.
        guard unsafe gnutls_priority_set(session, priorities) == GNUTLS_E_SUCCESS else { return }
        unsafe gnutls_certificate_server_set_request(session, clients.request)
        if clients != .none, clients.isVerifying || clientNames != nil {
            // The slot of a session cache, which there is none of, carries the context to the callback.
            unsafe gnutls_db_set_ptr(session, Unmanaged.passUnretained(self).toOpaque())
            unsafe gnutls_session_set_verify_function(session, verifyClient)
        }
        unsafe gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(credentials))
    }

    /// Whether the client of a session may go on, by the certificates that it sent.
    fileprivate func accepts(clientOf session: OpaquePointer) -> Bool {
        var count: UInt32 = 0
        let sent = unsafe gnutls_certificate_get_peers(session, &count)
        // GnuTLS itself refuses who sent none where there must be one.
        guard let sent = unsafe sent, count > 0 else { return !clients.isRequired }
        if clients.isVerifying, unsafe !Self.isTrusted(clientOf: session) { return false }
        guard let clientNames else { return true }
        return unsafe ClientNames.inCertificate(sent.pointee).contains { clientNames.contains($0) }
    }

    /// Whether the certificate is in its time, made for clients, and vouched for by an authority.
    private static func isTrusted(clientOf session: OpaquePointer) -> Bool {
        var purpose = Array("1.3.6.1.5.5.7.3.2".utf8) + [0]  // id-kp-clientAuth, RFC 5280, 4.2.1.12
        return unsafe purpose.withUnsafeMutableBufferPointer { purpose in
            var demand = unsafe gnutls_typed_vdata_st(
                type: GNUTLS_DT_KEY_PURPOSE_OID,
                data: purpose.baseAddress,
                size: UInt32(purpose.count - 1)
            )
            var status: UInt32 = 0
            let result = unsafe gnutls_certificate_verify_peers(session, &demand, 1, &status)
            return result == GNUTLS_E_SUCCESS && status == 0
        }
    }

    private static func credentials(of options: TLSOptions) throws(TLSError) -> OpaquePointer {
        var made: OpaquePointer?
        let result = unsafe gnutls_certificate_allocate_credentials(&made)
        guard result == GNUTLS_E_SUCCESS, let made = unsafe made else { throw .certificate(reason: reason(result)) }
        do throws(TLSError) {
            let pair = unsafe withDatum(options.certificate) { certificate in
                unsafe withDatum(options.key) { key in
                    unsafe gnutls_certificate_set_x509_key_mem2(made, certificate, key, GNUTLS_X509_FMT_PEM, nil, 0)
                }
            }
            guard pair >= 0 else { throw .certificate(reason: reason(pair)) }
            guard let authorities = options.clientAuthorities else { return unsafe made }
            let count = unsafe withDatum(authorities) {
                unsafe gnutls_certificate_set_x509_trust_mem(made, $0, GNUTLS_X509_FMT_PEM)
            }
            guard count > 0 else { throw .clientAuthorities(reason: reason(count)) }
            return unsafe made
        } catch {
            unsafe gnutls_certificate_free_credentials(made)
            throw error
        }
    }

    private static func withDatum(_ text: String, _ body: (UnsafePointer<gnutls_datum_t>) -> Int32) -> Int32 {
        var bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeMutableBufferPointer { bytes in
            var datum = unsafe gnutls_datum_t(data: bytes.baseAddress, size: UInt32(clamping: bytes.count))
            return unsafe body(&datum)
        }
    }

    private static func reason(_ code: Int32) -> String {
        guard code < 0, let text = unsafe gnutls_strerror(code) else { return "there is no certificate in it" }
        return unsafe String(cString: text)
    }
}

extension TLSOptions.ClientAuthentication {
    fileprivate var isVerifying: Bool { self == .verifyIfGiven || self == .requireAndVerify }
    fileprivate var isRequired: Bool { self == .requireAny || self == .requireAndVerify }

    fileprivate var request: gnutls_certificate_request_t {
        self == .none ? GNUTLS_CERT_IGNORE : isRequired ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_REQUEST
    }
}

/// Called by GnuTLS within the handshake, on the server's thread; anything but 0 ends it.
private func verifyClient(session: OpaquePointer?) -> Int32 {
    guard let session = unsafe session, let context = unsafe gnutls_db_get_ptr(session) else { return -1 }
    // Unretained because the table of connections holds it until the session ends.
    let known = unsafe Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue()
    return unsafe known.accepts(clientOf: session) ? 0 : -1
}
