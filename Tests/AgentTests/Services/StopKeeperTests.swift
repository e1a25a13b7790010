import Agent
import Foundation
import Remediation
import Testing

/// The switch as the running agent keeps it.
struct StopKeeperTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder harms nobody
        try body(folder)
    }

    /// What the core was told since the last time, in order: who stops, or who ended it.
    private func told(_ inbox: EventInbox) -> [String] {
        inbox.takeAll().compactMap { event in
            guard case .stopped(let stop, let name) = event else { return nil }
            return stop?.by ?? "ended by \(name ?? "nobody known")"
        }
    }

    @Test func `the core is told of each change once, whoever made it`() throws {
        try withFolder { folder in
            let inbox = EventInbox()
            let stops = StopKeeper(StopFiles(in: folder.path, and: nil), telling: inbox)
            #expect(told(inbox).isEmpty && stops.thrown == nil)
            try stops.stop(by: "Ada", reason: "moving")
            stops.look()
            #expect(told(inbox) == ["Ada"])
            #expect(stops.thrown?.reason == "moving" && stops.isOwn)
            try FileManager.default.removeItem(atPath: folder.appendingPathComponent("stop").path)
            stops.look()
            #expect(told(inbox) == ["ended by nobody known"] && stops.thrown == nil)
            try stops.resume(by: "Bob")
            #expect(told(inbox).isEmpty, "nothing has changed")
            try stops.stop(by: "Ada", reason: nil)
            try stops.resume(by: "Bob")
            #expect(told(inbox) == ["Ada", "ended by Bob"])
        }
    }

    @Test func `a file of an earlier run is told before anything else`() throws {
        try withFolder { folder in
            let files = StopFiles(in: folder.path, and: nil)
            try files.stop(by: "Ada")
            let inbox = EventInbox()
            _ = StopKeeper(files, telling: inbox)
            inbox.put(.tick)
            guard case .stopped(let stop, _)? = inbox.takeAll().first else {
                Issue.record("something else was told first")
                return
            }
            #expect(stop?.by == "Ada")
        }
    }

    @Test func `what another file stops goes on only when that is gone`() throws {
        try withFolder { folder in
            let other = folder.appendingPathComponent("halt").path
            let stops = StopKeeper(StopFiles(in: folder.path, and: other), telling: EventInbox())
            try stops.stop(by: "Ada", reason: nil)
            try "Bob".write(toFile: other, atomically: true, encoding: .utf8)
            #expect(stops.isOwn)
            try stops.resume(by: "Ada")
            #expect(stops.thrown?.by == "Bob" && !stops.isOwn)
            try FileManager.default.removeItem(atPath: other)
            stops.look()
            #expect(stops.thrown == nil)
        }
    }

    @Test func `a switch that cannot be thrown says so, and nothing is told`() throws {
        try withFolder { folder in
            let inbox = EventInbox()
            let missing = folder.appendingPathComponent("missing").path
            let stops = StopKeeper(StopFiles(in: missing, and: nil), telling: inbox)
            #expect(throws: (any Error).self) { try stops.stop(by: "Ada", reason: nil) }
            #expect(told(inbox).isEmpty && stops.thrown == nil)
        }
    }
}
