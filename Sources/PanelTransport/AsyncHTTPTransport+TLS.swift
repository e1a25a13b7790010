import NIOSSL

extension AsyncHTTPTransport.Configuration {
    /// What TLS connections trust, for requests and WebSockets alike.
    ///
    /// - Throws: `caFile` when that file cannot be read, or holds no certificate.
    func clientTLS() throws(AsyncHTTPTransport.SetupError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let path = caFile {
            do {
                let certificates = try NIOSSLCertificate.fromPEMFile(path)
                guard !certificates.isEmpty else {
                    throw AsyncHTTPTransport.SetupError.caFile(path: path, reason: "no certificate in it")
                }
                tls.additionalTrustRoots = [.certificates(certificates)]
            } catch let error as AsyncHTTPTransport.SetupError {
                throw error
            } catch {
                throw .caFile(path: path, reason: "\(error)")
            }
        }
        if isTLSInsecure { tls.certificateVerification = .none }
        return tls
    }
}
