import Foundation
import PterodactylAPI
import Testing

/// `pterowatch query`, asking a running agent.
@Suite(.timeLimit(.minutes(3)))
struct QueryTests {
    private static func query(_ url: String, _ arguments: String...) async throws -> RunningProcess.Finished {
        try await RunningProcess.run(try Tools.pterowatch, ["query", "--url=\(url)"] + arguments)
    }

    @Test func `an expression's value is shown in each form`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=3"], in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    let number = try await Self.query(agent.url, "1 + 1")
                    #expect(number.status == 0 && number.output == "2")
                    let table = try await Self.query(agent.url, "count(pterodactyl_server_info) by (panel)")
                    let lines = table.output.split(separator: "\n")
                    #expect(table.status == 0 && lines.count == 2, "\(table.output)")
                    #expect(lines.first?.hasPrefix("SERIES ") == true)
                    #expect(lines.last?.contains("\"}      3  20") == true, "\(table.output)")
                    let json = try await Self.query(agent.url, "vector(5)", "--output=json")
                    let data = try #require(JSONValue(parsing: Array(json.output.utf8)))
                    #expect(data["resultType"] == "vector")
                    let csv = try await Self.query(agent.url, "vector(5)", "--output", "csv", "--time=1700000000")
                    #expect(csv.output == "time,value\n1700000000,5")
                    let range = ["--range=1m", "--step=15s"]
                    let short = try await Self.query(agent.url, "vector(5)", range[0], range[1])
                    #expect(short.output.contains("{}           5    5    5     5  20"), "\(short.output)")
                    let plot = try await Self.query(agent.url, "vector(5)", range[0], range[1], "--output=plot")
                    #expect(plot.output.contains("every 15s"), "\(plot.output)")
                    #expect(plot.output.contains("a  {}"), "\(plot.output)")
                }
            }
        }
    }

    @Test func `a refusal is shown in the agent's words, and ends with 1`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    let mistake = try await Self.query(agent.url, "sum(up")
                    #expect(mistake.status == 1)
                    #expect(
                        mistake.output == """
                            bad_data: invalid parameter "query": 1:4: parse error: unclosed left parenthesis
                            sum(up
                               ^
                            """
                    )
                    let nothing = try await Self.query(agent.url, "nothing_like_this")
                    #expect(nothing.status == 0 && nothing.output == "nothing was found")
                    let range = try await Self.query(agent.url, "up", "--output=plot")
                    #expect(range.status == 1 && range.output.contains("--output plot needs --range"))
                }
            }
        }
    }

    @Test func `without an agent the address is named`() async throws {
        let url = "http://127.0.0.1:\(try FreePort.find())"
        let run = try await Self.query(url, "up")
        #expect(run.status == 1)
        #expect(run.output.hasPrefix("\(url) cannot be asked: no connection"), "\(run.output)")
        #expect(run.output.split(separator: "\n").count == 1)
    }

    @Test func `a Prometheus answers as well`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await Prometheus.with(scraping: agent, in: folder) { prometheus in
                        let value = try await Self.query(prometheus.url, "vector(1) * 2.5")
                        #expect(value.status == 0 && value.output.contains("{}        2.5  20"), "\(value.output)")
                        let mistake = try await Self.query(prometheus.url, "up +")
                        #expect(mistake.status == 1)
                        #expect(mistake.output.hasSuffix("\nup +\n    ^"), "\(mistake.output)")
                    }
                }
            }
        }
    }
}
