import Foundation
import Glibc
import PterodactylAPI
import Testing

/// What an agent saw before it was started anew.
@Suite(.timeLimit(.minutes(3)))
struct HistoryTests {
    @Test func `queries look back over a restart, and a damaged file is told and left`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let first = Date.now.timeIntervalSince1970
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    try await Self.waitForSamples(agent)
                    agent.process.send(SIGTERM)
                    _ = await agent.process.exitStatus
                }
                let second = Date.now.timeIntervalSince1970
                let file = URL(fileURLWithPath: Agent.storage(in: folder)).appendingPathComponent("history")
                let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    let times = try await Self.times(agent)
                    #expect(times.contains { $0 >= first && $0 < second })
                    #expect(times.contains { $0 >= second })
                    agent.process.send(SIGTERM)
                    _ = await agent.process.exitStatus
                }
                var bytes = try Data(contentsOf: file)
                bytes[bytes.count / 2] ^= 0x10
                try bytes.write(to: file)
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.logs("The history of an earlier run cannot be used", "offset")
                    try await agent.ready()
                    let third = try await Self.times(agent)
                    #expect(!third.isEmpty && third.allSatisfy { $0 >= second })
                }
            }
        }
    }

    private static func waitForSamples(_ agent: Agent) async throws {
        _ = try await Web.poll { try await times(agent).count >= 3 ? true : nil }
    }

    /// When the agent has samples of its panel, in seconds since 1970.
    private static func times(_ agent: Agent) async throws -> [Double] {
        let answer = try await Web.get("\(agent.url)/api/v1/query?query=pterodactyl_panel_up%5B30m%5D")
        let body = try #require(JSONValue(parsing: Array(answer.text.utf8)))
        let values = body["data"]?["result"]?.array?.first?["values"]?.array ?? []
        return values.compactMap { $0.array?.first?.double }
    }
}
