import Foundation
import HTTPServing
import PterodactylAPI
import TestSupport
import Testing

/// The page in every form and compression, as clients and a real Prometheus read it.
@Suite(.timeLimit(.minutes(3)))
struct FormatTests {
    private static let openMetrics = "application/openmetrics-text; version=1.0.0"
    private static let protobuf =
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
    /// By the jobs that scrape them.
    private static let accepted = [
        "text": "text/plain; version=0.0.4", "openmetrics": openMetrics, "protobuf": protobuf,
    ]
    /// The one family that has native buckets.
    private static let native = "pterowatch_request_duration_seconds"

    @Test func `clients get the page as they ask for it, and HEAD its headers`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    try await checkHead(of: agent)
                    let forms: [(String?, String)] = [
                        (nil, "text/plain"), (Self.openMetrics, "application/openmetrics-text"),
                    ]
                    for (accept, begin) in forms {
                        for encoding in [nil, "gzip", "zstd"] {
                            try await check(agent, accept, encoding, expecting: begin)
                        }
                    }
                }
            }
        }
    }

    /// What another client gets for HEAD: nothing after the headers, on a connection that goes on.
    private func checkHead(of agent: Agent) async throws {
        let script = """
            import http.client, sys
            connection = http.client.HTTPConnection(sys.argv[1], timeout=20)
            for encoding in ["identity", "gzip"]:
                connection.request("HEAD", "/metrics", headers={"Accept-Encoding": encoding})
                answer = connection.getresponse()
                assert answer.status == 200 and answer.read() == b""
                assert answer.headers.get("Content-Encoding", "identity") == encoding
                assert int(answer.headers["Content-Length"]) > 1000
                connection.request("GET", "/metrics", headers={"Accept-Encoding": encoding})
                answer = connection.getresponse()
                assert len(answer.read()) == int(answer.headers["Content-Length"])
            """
        let host = String(agent.url.dropFirst("http://".count))
        let run = try await RunningProcess.run(try Tools.debian("python"), ["-c", script, host])
        #expect(run.status == 0, "\(run.output)")
    }

    private func check(_ agent: Agent, _ accept: String?, _ encoding: String?, expecting type: String) async throws {
        var headers: [(name: String, value: String)] = []
        if let accept { headers.append(("Accept", accept)) }
        if let encoding { headers.append(("Accept-Encoding", encoding)) }
        let answer = try await Web.raw("\(agent.url)/metrics", headers)
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type")?.hasPrefix(type) == true)
        #expect(answer.header("Content-Encoding") == encoding)
        #expect(answer.header("Vary") == "Accept, Accept-Encoding")
        let text = String(decoding: try Decompressed.bytes(answer.body, encoding), as: UTF8.self)
        #expect(text.contains("\npterodactyl_server_up{"))
        let isOpenMetrics = accept == Self.openMetrics
        #expect(text.hasSuffix("\n# EOF\n") == isOpenMetrics)
        // The exemplar of a bucket is the path of a request that fell into it.
        #expect(text.contains(#/\n\w+_bucket\{[^\n]*\} \d+ # \{path="/[^\n]*"\} /#) == isOpenMetrics)
    }

    @Test func `a real Prometheus stores the same of each form, and native histograms`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=8", "--nodes=2"], in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    let pages = try await Web.poll { try await pagesOfOneSnapshot(agent) }
                    var router = Router()
                    for (job, page) in pages { router.get("/\(job)") { _ in page } }
                    let address = ListenAddress(.localhost, port: 0)
                    try await HTTPServer.withServer(on: address, router: router) { server in
                        try await Prometheus.with(
                            configuration: configuration(for: agent, server.address.port),
                            ["--enable-feature=native-histograms"],
                            in: folder
                        ) { try await compare($0) }
                    }
                }
            }
        }
    }

    /// What the agent answers in each form with gzip; nil when another snapshot came between.
    private func pagesOfOneSnapshot(_ agent: Agent) async throws -> [String: ServedResponse]? {
        let before = try await snapshotText(of: agent)
        var pages: [String: ServedResponse] = [:]
        for (job, accept) in Self.accepted {
            let answer = try await Web.raw(
                "\(agent.url)/metrics",
                [(name: "Accept", value: accept), (name: "Accept-Encoding", value: "gzip")]
            )
            #expect(answer.header("Content-Encoding") == "gzip")
            let type = try #require(answer.header("Content-Type"))
            pages[job] = ServedResponse(
                headers: ["Content-Type": type, "Content-Encoding": "gzip"],
                body: .bytes(answer.body)
            )
        }
        return try await snapshotText(of: agent) == before ? pages : nil
    }

    /// The page without what is fresh at each scrape.
    private func snapshotText(of agent: Agent) async throws -> [Substring] {
        try await agent.page().split(separator: "\n").filter { !Self.isFresh($0.drop { $0 == "#" || $0 == " " }) }
    }

    private static func isFresh(_ name: some StringProtocol) -> Bool {
        name.hasPrefix("process_") || name.hasPrefix("pterowatch_scrapes")
    }

    private func configuration(for agent: Agent, _ port: UInt16) -> String {
        let jobs = Self.accepted.keys.sorted().map { job in
            """
              - job_name: \(job)
                metrics_path: /\(job)
                static_configs: [{targets: ["127.0.0.1:\(port)"]}]
            """
        }
        return """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: agent
                static_configs: [{targets: ["\(agent.url.dropFirst("http://".count))"]}]
            \(jobs.joined(separator: "\n"))
            """
    }

    private func compare(_ prometheus: Prometheus) async throws {
        _ = try await Web.poll { try await prometheus.value("sum(up)") == 4 ? true : nil }
        let text = try await series(of: "text", in: prometheus)
        #expect(text.count > 300)
        let classic = text.filter { $0.key.name.hasPrefix(Self.native) }
        #expect(!classic.isEmpty)
        #expect(try await series(of: "openmetrics", in: prometheus) == text)
        let messages = try await series(of: "protobuf", in: prometheus)
        #expect(messages == text.filter { !$0.key.name.hasPrefix(Self.native) })
        // What has native buckets is stored in them alone: one series for each that had buckets, sum and count.
        for (function, suffix) in [("histogram_count", "_count"), ("histogram_sum", "_sum")] {
            let result = try await prometheus.query("\(function)(\(Self.native){job=\"protobuf\"})").data?.result ?? []
            let values = result.compactMap(\.value?.value).sorted()
            #expect(values == classic.filter { $0.key.name.hasSuffix(suffix) }.map(\.value).sorted())
        }
        // And of the agent itself, which it asks for protobuf.
        #expect(try await prometheus.value("count(histogram_count(\(Self.native){job=\"agent\"}) > 0)") ?? 0 >= 1)
    }

    private struct Key: Hashable {
        let name: String
        let labels: [String: String]
    }

    /// What a job's scrapes stored, but for what differs between any two scrapes of the agent.
    private func series(of job: String, in prometheus: Prometheus) async throws -> [Key: Double] {
        let result = try await prometheus.query("{job=\"\(job)\"}").data?.result ?? []
        var series: [Key: Double] = [:]
        for item in result {
            var labels = item.metric
            let name = labels.removeValue(forKey: "__name__") ?? ""
            (labels["job"], labels["instance"]) = (nil, nil)
            if name == "up" || name.hasPrefix("scrape_") || Self.isFresh(name) { continue }
            if let value = item.value?.value { series[Key(name: name, labels: labels)] = value }
        }
        return series
    }
}
