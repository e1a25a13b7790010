import Agent
import Foundation
import PterodactylAPI
import Settings
import Telemetry
import TestSupport
import Testing

/// What `pterowatch remediations stop`, `resume` and `status` ask for and say.
struct StopRunTests {
    private static func client(_ transport: StubTransport) throws -> AgentClient {
        try AgentClient("http://agent:9531", token: Secret("dummy-token"), over: transport)
    }

    private static let going: JSONValue = ["status": "success", "data": ["mode": "automatic", "stop": nil]]

    private static func stopped(_ reason: JSONValue = nil, canResume: Bool = true) -> JSONValue {
        [
            "data": [
                "mode": "automatic",
                "stop": [
                    "by": "Ada", "since": "2027-01-15T08:00:00Z", "reason": reason, "file": "/srv/halt",
                    "canResume": .bool(canResume),
                ],
            ]
        ]
    }

    @Test func `the agent is asked with the token, and does not get long`() async throws {
        let transport = StubTransport(always: .json(Self.going))
        let client = try Self.client(transport)
        _ = try await StopRun.stop(by: "Ada", reason: "moving", asking: client)
        _ = try await StopRun.stop(by: "Ada", reason: nil, asking: client)
        _ = try await StopRun.resume(by: "Bob", asking: client)
        _ = try await StopRun.status(asking: client)
        #expect(
            transport.requests.map(\.target)
                == ["stop", "stop", "resume", "status"].map { "/api/v1/remediations/" + $0 }
        )
        #expect(transport.requests.map(\.method) == [.post, .post, .post, .get])
        let bodies = transport.requests.map { JSONValue(parsing: $0.body) }
        #expect(bodies == [["by": "Ada", "reason": "moving"], ["by": "Ada"], ["by": "Bob"], nil])
        #expect(transport.requests.allSatisfy { $0.timeout == .seconds(5) })
        #expect(transport.requests.allSatisfy { $0.header("Authorization") == "Bearer dummy-token" })
    }

    @Test func `what the agent refuses is told in its words`() async throws {
        let body: JSONValue = ["status": "error", "errorType": "bad_data", "error": "by: found nothing"]
        let client = try Self.client(StubTransport(always: .json(body, status: 400)))
        let failure = await #expect(throws: AgentClient.Failure.self) {
            try await StopRun.stop(by: "", reason: nil, asking: client)
        }
        #expect(failure?.description == "by: found nothing")
    }

    @Test(
        arguments: [
            (going, "Nobody stops remediation; its mode is automatic.\n"),
            (
                stopped(),
                "All remediation is stopped by Ada since 2027-01-15T08:00:00Z\n"
                    + "To let it go on: pterowatch remediations resume\n"
            ),
            (
                stopped("a\u{1b}b", canResume: false),
                "All remediation is stopped by Ada since 2027-01-15T08:00:00Z: a\\x1bb\nTo let it go on: rm /srv/halt\n"
            ),
        ]
    )
    func `how it stands is said in two lines`(_ answer: JSONValue, _ text: String) {
        #expect(StopText.text(answer) == text)
    }

    @Test(
        arguments: [
            ("http://127.0.0.1:9531", true), ("https://localhost/base", true), ("http://[::1]:9531/", true),
            ("http://127.0.0.1.example.com", false), ("http://agent:9531", false), ("http://localhostess", false),
        ]
    )
    func `the files of an agent are used only where it would run on this machine`(_ url: String, _ isHere: Bool) {
        #expect(StopRun.isOnThisMachine(url) == isHere)
    }

    private struct NoConfiguration: Error {}

    @Test func `a storage directory that is named is used without an agent and a configuration`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder harms nobody
        let door = AgentDoor(
            url: "http://agent.invalid",
            tokenFile: nil,
            configuration: { throw NoConfiguration() },
            environment: [:]
        )
        let run = StopRun(door, storage: folder.path)
        let file = folder.appendingPathComponent("stop").path
        #expect(try await run.status() == "Nobody stops remediation: there is no file \(file).\n")
        let told = try await run.stop(by: "Ada", reason: "moving house")
        #expect(told.hasPrefix("All remediation is stopped by Ada since 2"))
        #expect(told.hasSuffix(": moving house\nTo let it go on: pterowatch remediations resume\n"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "Ada\nmoving house\n")
        #expect(try await run.status() == told)
        _ = try await run.resume(by: "Bob")
        #expect(!FileManager.default.fileExists(atPath: file))
    }
}
