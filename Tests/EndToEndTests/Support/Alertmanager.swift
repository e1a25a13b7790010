import Foundation
import Testing

/// A running Alertmanager of Debian that sends to a webhook.
struct Alertmanager {
    struct Alert: Decodable {
        struct Status: Decodable {
            let state: String
        }

        let labels: [String: String]
        let annotations: [String: String]
        let startsAt: String
        let generatorURL: String
        let status: Status
    }

    let process: RunningProcess
    let url: String

    /// Runs one while `body` runs.
    ///
    /// - Parameters:
    ///   - port: where; a free port when nil.
    ///   - webhook: where it sends.
    ///   - http: how it says who it is there, as `http_config` in YAML; nil for nothing.
    ///   - folder: where its configuration and storage are; one started again in it finds its silences.
    static func with<Result>(
        port: UInt16? = nil,
        sendingTo webhook: String,
        with http: String? = nil,
        in folder: URL,
        _ body: (Alertmanager) async throws -> Result
    ) async throws -> Result {
        let file = folder.appendingPathComponent("alertmanager.yml").path
        let configuration = """
            route: {receiver: hook, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
            receivers:
              - name: hook
                webhook_configs: [{url: "\(webhook)"\(http.map { ", http_config: \($0)" } ?? "")}]
            """
        try configuration.write(toFile: file, atomically: true, encoding: .utf8)
        let port = try port ?? FreePort.find()
        let arguments = [
            "--config.file=\(file)", "--web.listen-address=127.0.0.1:\(port)", "--cluster.listen-address=",
            "--storage.path=\(folder.appendingPathComponent("alertmanager").path)",
        ]
        return try await RunningProcess.with(try Tools.debian("prometheus-alertmanager"), arguments) { process in
            _ = try await process.line { $0.contains("Listening on") }
            return try await body(Alertmanager(process: process, url: "http://127.0.0.1:\(port)"))
        }
    }

    /// The alerts that it knows as firing.
    var alerts: [Alert] {
        get async throws { try await Web.get("\(url)/api/v2/alerts").json([Alert].self) }
    }

    /// Runs the real `amtool` against it.
    @discardableResult
    func amtool(_ arguments: String...) async throws -> String {
        let finished = try await RunningProcess.run(
            try Tools.debian("amtool"),
            arguments + ["--alertmanager.url=\(url)"]
        )
        try #require(finished.status == 0, "\(finished.output)")
        return finished.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
