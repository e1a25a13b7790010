import Foundation
import NIOSSL
import Testing

/// A certificate of an authority that no system trusts, for one IP address, with its key; made anew for each test.
struct TestIdentity {
    /// The certificate in PEM: also the file that makes a client trust it.
    let certificateFile: String
    /// The key in PEM.
    let keyFile: String

    /// Makes an identity while the work is done, and takes its files away again.
    static func with(address: String = "127.0.0.1", _ work: (TestIdentity) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder harms nobody
        let identity = TestIdentity(
            certificateFile: folder.appendingPathComponent("certificate.pem").path,
            keyFile: folder.appendingPathComponent("key.pem").path
        )
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        openssl.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2",
            "-subj", "/CN=pterowatch test", "-addext", "subjectAltName=IP:\(address)", "-keyout",
            identity.keyFile, "-out", identity.certificateFile,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0, "openssl could not make a certificate")
        try await work(identity)
    }

    /// What a server presents itself with.
    func serverConfiguration() throws -> TLSConfiguration {
        .makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem))
        )
    }
}
