import Foundation
import PterodactylAPI
import Remediation
import StateStore
import Telemetry
import Testing

private let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)
private let address = ServerAddress(panel: "main", identifier: ServerIdentifier("00000001"))

private func header(_ detectedAt: Timestamp = start, address: ServerAddress? = address) -> IncidentHeader {
    IncidentHeader(
        address: address,
        uuid: address.map { _ in ServerUUID("00000001-0000-4000-8000-000000000000") },
        policy: "restart-crashed",
        alert: "ServerCrashed",
        detectedAt: detectedAt
    )
}

private func intent(_ id: String, at: Timestamp = start, address: ServerAddress = address) -> Intent {
    Intent(
        id: id,
        incident: header(at, address: address),
        address: address,
        uuid: ServerUUID("00000001-0000-4000-8000-000000000000"),
        action: .power(.start),
        createdAt: at,
        verifyBy: at + .seconds(300),
        explanation: "send start: it crashed, 'quoted' and \"so\"; DROP TABLE intents"
    )
}

private func closing(_ id: String, _ outcome: Outcome = .recovered, at: Timestamp) -> Closing {
    Closing(intentID: id, outcome: outcome, explanation: "running", at: at)
}

/// A directory of its own, gone after the body.
private func withDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }  // What is left behind harms nobody.
    return try await body(url.path)
}

struct StateStoreTests {
    @Test func `an intent is open until it is closed, over restarts of the store`() async throws {
        try await withDirectory { directory in
            do {
                let store = try StateStore(directory: directory)
                try await store.commit(intent("a"))
            }
            do {
                let store = try StateStore(directory: directory)
                #expect(
                    try await store.loadHistory(since: start)
                        == LedgerHistory(openIntents: [intent("a")], acts: [intent("a")])
                )
                try await store.close(closing("a", at: start + .seconds(90)))
            }
            let store = try StateStore(directory: directory)
            let history = try await store.loadHistory(since: start)
            #expect(history.openIntents.isEmpty)
            #expect(
                history.attempts == [.init(address: address, outcome: .recovered, endedAt: start + .seconds(90))]
            )
            #expect(try await store.loadHistory(since: start + .seconds(91)).attempts.isEmpty)
        }
    }

    @Test func `a file is opened in WAL mode, fully synchronous, with foreign keys`() async throws {
        try await withDirectory { directory in
            let store = try StateStore(directory: directory)
            #expect(try store.scalar("PRAGMA journal_mode") == "wal")
            #expect(try store.scalar("PRAGMA synchronous") == "2")
            #expect(try store.scalar("PRAGMA foreign_keys") == "1")
        }
    }

    @Test func `a second store on a directory is refused with its name and the holder's process`() async throws {
        try await withDirectory { directory in
            let first = try StateStore(directory: directory)
            let error = #expect(throws: StateStoreError.self) { try StateStore(directory: directory) }
            #expect(error == .held(directory: directory, pid: ProcessInfo.processInfo.processIdentifier))
            #expect(error?.description.contains(directory) == true)
            try first.execute("SELECT 1")
        }
    }

    @Test func `the lock ends with the store`() async throws {
        try await withDirectory { directory in
            do { _ = try StateStore(directory: directory) }
            _ = try StateStore(directory: directory)
        }
    }

    @Test func `missing directories are made, and a file in their place is an error`() async throws {
        try await withDirectory { directory in
            _ = try StateStore(directory: "\(directory)/a/b")
            try Data().write(to: URL(fileURLWithPath: "\(directory)/file"))
            for path in ["\(directory)/file", "\(directory)/file/below"] {
                let error = #expect(throws: StateStoreError.self) { try StateStore(directory: path) }
                #expect(error?.reason == "directory")
            }
        }
    }

    @Test func `a second open intent of one server is refused, of another is not`() async throws {
        let store = try StateStore()
        try await store.commit(intent("a"))
        await #expect(throws: StateStoreError.intentOpen(server: "main/00000001", id: "a")) {
            try await store.commit(intent("b", at: start + .seconds(1)))
        }
        let other = ServerAddress(panel: "other", identifier: address.identifier)
        try await store.commit(intent("c", address: other))
        try await store.close(closing("a", at: start))
        try await store.commit(intent("b", at: start + .seconds(1)))
        #expect(try await store.loadHistory(since: start).openIntents.map(\.id) == ["c", "b"])
    }

    @Test func `the first outcome stands, and an intent that is not there cannot be closed`() async throws {
        let store = try StateStore()
        try await store.commit(intent("a"))
        try await store.close(closing("a", .failed, at: start + .seconds(1)))
        try await store.close(closing("a", .recovered, at: start + .seconds(2)))
        #expect(try await store.loadHistory(since: start).attempts.map(\.outcome) == [.failed])
        await #expect(throws: StateStoreError.unknownIntent("zz")) { try await store.close(closing("zz", at: start)) }
    }

    @Test(arguments: Outcome.allCases) func `every outcome is kept`(_ outcome: Outcome) async throws {
        let store = try StateStore()
        try await store.commit(intent("a"))
        try await store.close(closing("a", outcome, at: start))
        #expect(try await store.loadHistory(since: start).attempts.map(\.outcome) == [outcome])
    }

    @Test func `entries come newest first with all they say`() async throws {
        let store = try StateStore()
        var decisions: [Decision] = []
        for (offset, reason) in RefusalReason.allCases.enumerated() {
            decisions.append(
                Decision(
                    incident: header(address: reason == .noTarget ? nil : address),
                    verdict: .refused(reason),
                    explanation: reason.rawValue,
                    at: start + .seconds(offset)
                )
            )
        }
        let last = start + .seconds(100)
        decisions.append(
            Decision(incident: header(), verdict: .wouldHave(.power(.start)), explanation: "would have", at: last)
        )
        for decision in decisions { try await store.record(decision) }
        try await store.commit(intent("a", at: last + .seconds(1)))
        let entries = try await store.entries(limit: 1_000)
        #expect(
            entries.first?.event == .attempt(intent("a", at: last + .seconds(1)), closing: nil)
        )
        #expect(entries.dropFirst().map(\.event) == decisions.reversed().map { .decision($0.verdict) })
        #expect(entries.dropFirst().map(\.incident) == decisions.reversed().map(\.incident))
        #expect(try await store.entries(limit: 2).count == 2)
        try await store.close(closing("a", at: last + .seconds(9)))
        #expect(
            try await store.entries(limit: 1).first?.event
                == .attempt(intent("a", at: last + .seconds(1)), closing: closing("a", at: last + .seconds(9)))
        )
    }

    @Test func `a server is given up until it is taken up again`() async throws {
        let store = try StateStore()
        try await store.record(
            Decision(incident: header(), verdict: .refused(.attemptsExhausted), explanation: "", at: start)
        )
        let later = start + .seconds(9_000)
        #expect(
            try await store.loadHistory(since: later).givenUp == [address: GivenUp(incident: header(), at: start)]
        )
        #expect(try await store.prune(before: later) == 0, "what says that it is given up is not pruned")
        try await store.record(Decision(incident: header(), verdict: .rearmed, explanation: "", at: later))
        let history = try await store.loadHistory(since: later)
        #expect(history.givenUp.isEmpty && history.rearmedAt == [address: later])
    }

    @Test func `old incidents are pruned, open intents are not`() async throws {
        let store = try StateStore()
        try await store.commit(intent("old"))
        try await store.close(closing("old", at: start))
        try await store.commit(intent("open", at: start + .seconds(1)))
        try await store.record(
            Decision(
                incident: header(start + .seconds(2)),
                verdict: .refused(.cooldown),
                explanation: "",
                at: start + .seconds(5_000)
            )
        )
        #expect(try await store.prune(before: start + .seconds(1_000)) == 1)
        #expect(try store.scalar("SELECT group_concat(id) FROM intents") == "open")
        #expect(try store.scalar("SELECT count(*) FROM outcomes") == "0")
        #expect(try store.scalar("SELECT count(*) FROM decisions") == "1")
    }

    @Test func `many writers at once lose nothing`() async throws {
        try await withDirectory { directory in
            let store = try StateStore(directory: directory)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let server = ServerAddress(panel: "p", identifier: ServerIdentifier("\(number)"))
                        try await store.commit(intent("i\(number)", address: server))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.loadHistory(since: start).openIntents.count == 50)
        }
    }

    @Test func `a caller that is cancelled still writes its row`() async throws {
        let store = try StateStore()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await store.commit(intent("a"))
        }
        try await task.value
        #expect(try await store.loadHistory(since: start).openIntents.count == 1)
    }
}
