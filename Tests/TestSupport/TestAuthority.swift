public import Foundation

/// An authority that no system trusts, with certificates that it signs; made anew for each test.
public struct TestAuthority: Sendable {
    /// A certificate with its key, in PEM files.
    public struct Pair: Sendable {
        /// The certificate's file.
        public let certificateFile: String
        /// The key's file.
        public let keyFile: String

        /// The certificate's text.
        public var certificate: String { get throws { try String(contentsOfFile: certificateFile, encoding: .utf8) } }
        /// The key's text.
        public var key: String { get throws { try String(contentsOfFile: keyFile, encoding: .utf8) } }
    }

    /// Why there is none.
    public struct NotMade: Error {
        /// What openssl ended with.
        public let exitCode: Int32
    }

    private let folder: URL
    /// The authority's own certificate.
    public let pair: Pair

    /// Makes an authority whose files lie in a folder.
    public init(in folder: URL, named name: String = "authority") async throws {
        self.folder = folder
        pair = Self.pair(named: name, in: folder)
        try await Self.openssl(
            #"exec openssl req -x509 $K -nodes -days 2 -subj "/CN=$0" -keyout "$1" -out "$2""#,
            [name, pair.keyFile, pair.certificateFile]
        )
    }

    /// Signs a new certificate.
    /// - Parameters:
    ///   - name: its common name, and what its files are called.
    ///   - names: its subject alternative names, as openssl writes them.
    ///   - days: how long it is good; below zero for one that has expired.
    public func sign(_ name: String, names: String = "IP:127.0.0.1", days: Int = 2) async throws -> Pair {
        let made = Self.pair(named: name, in: folder)
        let script = #"""
            openssl req $K -nodes -subj "/CN=$0" -addext "subjectAltName=$5" -keyout "$1" -out "$2.csr" &&
            exec openssl x509 -req -in "$2.csr" -CA "$4" -CAkey "$3" -copy_extensions copy -days "$6" -out "$2"
            """#
        let words = [name, made.keyFile, made.certificateFile, pair.keyFile, pair.certificateFile, names, "\(days)"]
        try await Self.openssl(script, words)
        return made
    }

    private static func pair(named name: String, in folder: URL) -> Pair {
        Pair(
            certificateFile: folder.appendingPathComponent("\(name).pem").path,
            keyFile: folder.appendingPathComponent("\(name).key").path
        )
    }

    private static func openssl(_ script: String, _ words: [String]) async throws {
        let process = try ChildProcess(
            "/bin/sh",
            ["-c", script] + words,
            environment: ["K": "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1"],
            isRead: false
        )
        let exitCode = await process.exitStatus
        guard exitCode == 0 else { throw NotMade(exitCode: exitCode) }
    }
}
