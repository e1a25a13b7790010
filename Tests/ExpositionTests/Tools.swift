import Foundation
import TestSupport
import Testing

/// Programs that read what we wrote, and are not ours.
enum Tools {
    struct Failed: Error {
        let program: String
        let status: Int32
        let message: String
    }

    /// What a program of `.build/tools/bin`, or of the system, writes when it gets these bytes on its standard input.
    static func output(of program: String, _ arguments: [String], given input: some Sequence<UInt8>) async throws
        -> Data
    {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID().uuidString)")
        try Data(input).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // a leftover in the temporary folder harms nobody
        let unpacked = root.appendingPathComponent(".build/tools/bin/\(program)").path
        let executable = FileManager.default.isExecutableFile(atPath: unpacked) ? unpacked : program
        let shell = [
            "-c", #"input=$1; program=$2; shift 2; exec "$program" "$@" <"$input""#, "sh", file.path, executable,
        ]
        let child = try ChildProcess("/bin/sh", shell + arguments)
        let output = try #require(child.output)
        let data = try output.standardOutput.readToEnd() ?? Data()
        let message = try output.standardError.readToEnd() ?? Data()
        let status = await child.exitStatus
        guard status == 0 else {
            throw Failed(program: program, status: status, message: String(decoding: message, as: UTF8.self))
        }
        return data
    }

    /// A file that the tests bring along.
    static func fixture(_ name: String) throws -> URL {
        try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil)).appendingPathComponent(name)
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
