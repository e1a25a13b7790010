public import Foundation

/// A certificate of an authority that no system trusts, for one IP address, with its key; made anew for each test.
public struct TestIdentity: Sendable {
    /// The certificate in PEM: also the file that makes a client trust it.
    public let certificateFile: String
    /// The key in PEM.
    public let keyFile: String

    /// Why there is none.
    public struct NotMade: Error {
        /// What openssl ended with.
        public let exitCode: Int32
    }

    /// Makes an identity while the work is done, and takes its files away again.
    public static func with<Outcome>(
        address: String = "127.0.0.1",
        _ work: (TestIdentity) async throws -> Outcome
    ) async throws -> Outcome {
        try await TemporaryFolder.with { folder in
            let identity = TestIdentity(
                certificateFile: folder.appendingPathComponent("certificate.pem").path,
                keyFile: folder.appendingPathComponent("key.pem").path
            )
            let openssl = try ChildProcess(
                "/usr/bin/env",
                [
                    "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=pterowatch test", "-addext", "subjectAltName=IP:\(address)", "-keyout",
                    identity.keyFile, "-out", identity.certificateFile,
                ],
                isRead: false
            )
            let exitCode = await openssl.exitStatus
            guard exitCode == 0 else { throw NotMade(exitCode: exitCode) }
            return try await work(identity)
        }
    }
}

/// A folder of one test's own.
public enum TemporaryFolder {
    /// Makes a folder while the work is done, and takes it away again.
    public static func with<Outcome>(_ work: (URL) async throws -> Outcome) async throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder harms nobody
        return try await work(folder)
    }
}
