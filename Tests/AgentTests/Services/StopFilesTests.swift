import Agent
import Foundation
import Remediation
import Testing

struct StopFilesTests {
    @Test func `remediation is stopped while a file is there, by whoever put it`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder harms nobody
        let other = folder.appendingPathComponent("halt").path
        let files = StopFiles(in: folder.path, and: other)
        #expect(files.thrown == nil)
        try files.stop(by: "Ada\nand more")
        #expect(files.thrown?.by == "Ada and more" && files.thrown?.reason == nil, "a name is one line")
        try files.stop(by: "Bob", reason: "moving\nhouse")
        #expect(files.thrown?.by == "Bob" && files.thrown?.reason == "moving house")
        #expect(files.thrown?.file == files.ownFile)
        try "\n \nnobody's words".write(toFile: files.ownFile, atomically: true, encoding: .utf8)
        #expect(files.thrown?.by == "the file \(files.ownFile)" && files.thrown?.reason == nil)
        try files.resume()
        #expect(files.thrown == nil)
        try files.resume()
        try "".write(toFile: other, atomically: true, encoding: .utf8)
        #expect(files.thrown?.by == "the file \(other)")
        try files.resume()
        #expect(files.thrown != nil, "what somebody else put there is left to them")
    }
}
