import Foundation

/// The real curl, asking a server of this machine.
public enum Curl {
    /// What came of it.
    public struct Answer: Equatable, Sendable {
        /// curl's exit status: 0 where there was an answer.
        public let exit: Int32
        /// The answer's status; 0 where there was none.
        public let status: Int
        /// What was answered.
        public let body: String

        /// Makes an answer to compare with.
        public init(exit: Int32, status: Int, body: String) {
            self.exit = exit
            self.status = status
            self.body = body
        }
    }

    /// Asks for an address.
    public static func get(_ url: String, _ options: [String] = []) async throws -> Answer {
        let arguments = ["curl", "-s", "--max-time", "20", "--noproxy", "*", "-w", "\n%{http_code}"]
        let process = try ChildProcess("/usr/bin/env", arguments + options + [url])
        guard let output = process.output else { return Answer(exit: -1, status: 0, body: "") }
        let text = await apart { String(decoding: output.standardOutput.readDataToEndOfFile(), as: UTF8.self) }
        let exit = await process.exitStatus
        let end = text.lastIndex(of: "\n") ?? text.startIndex
        return Answer(exit: exit, status: Int(text[end...].dropFirst()) ?? 0, body: String(text[..<end]))
    }
}
