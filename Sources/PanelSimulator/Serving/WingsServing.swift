import NIOSSL

/// How the nodes' Wings are served: each on a free port of its own, in plain HTTP or with TLS.
public struct WingsServing: Sendable, Equatable {
    /// The certificate chain, a PEM file; nil serves plain HTTP.
    public var certificateFile: String?
    /// The certificate's key, a PEM file.
    public var keyFile: String?
    /// The port of the first node, the next ones follow; 0 takes free ones.
    public var firstPort: Int

    /// Serves plain HTTP on free ports unless told otherwise.
    public init(certificateFile: String? = nil, keyFile: String? = nil, firstPort: Int = 0) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.firstPort = firstPort
    }

    /// The scheme of the nodes' URLs.
    var scheme: String { certificateFile == nil ? "http" : "https" }

    /// What TLS needs; nil for plain HTTP.
    /// - Throws: what NIOSSL says of files that it cannot read.
    func tlsContext() throws -> NIOSSLContext? {
        guard let certificateFile else { return nil }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: keyFile ?? certificateFile, format: .pem))
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}
