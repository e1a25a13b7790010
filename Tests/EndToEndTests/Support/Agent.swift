import Foundation
import Testing

/// A running `pterowatch run`.
///
/// Whatever the test is about: at its end no key may stand in what the agent wrote or showed.
struct Agent {
    let process: RunningProcess
    /// Where it listens, such as `http://127.0.0.1:41234`.
    let url: String

    /// Runs an agent while `body` runs.
    /// - Parameters:
    ///   - configuration: YAML; the simulator's own when nil.
    ///   - folder: where configuration and storage are; an agent started again in it finds its ledger.
    static func with<Result>(
        on simulator: Simulator,
        _ configuration: String? = nil,
        in folder: URL,
        _ body: (Agent) async throws -> Result
    ) async throws -> Result {
        let arguments = try arguments(configuration ?? simulator.configuration, in: folder)
        return try await RunningProcess.with(try Tools.pterowatch, arguments) { process in
            let agent = Agent(process: process, url: "http://" + (try await address(in: process)))
            let result = try await body(agent)
            let page = (try? await agent.page()) ?? ""  // an agent that was ended has none
            for secret in simulator.secrets {
                #expect(!process.text.contains(secret), "a key is in the log")
                #expect(!page.contains(secret), "a key is on the page")
            }
            return result
        }
    }

    /// Writes a configuration, and gives the arguments that run it on a free port.
    static func arguments(_ configuration: String, in folder: URL) throws -> [String] {
        let file = folder.appendingPathComponent("agent.yml")
        try configuration.write(to: file, atomically: true, encoding: .utf8)
        return [
            "run", "--config.file=\(file.path)", "--storage.path=\(storage(in: folder))",
            "--web.listen-address=127.0.0.1:0",
        ]
    }

    static func storage(in folder: URL) -> String { folder.appendingPathComponent("data").path }

    /// The address of the log line that says where it listens.
    static func address(in process: RunningProcess) async throws -> String {
        let line = try await process.line { $0.contains("msg=Listening") }
        return String(try #require(line.split(separator: "address=").last))
    }

    // MARK: - What it shows

    /// The text of `/metrics`.
    func page() async throws -> String {
        let answer = try await Web.get("\(url)/metrics")
        try #require(answer.status == 200)
        return answer.text
    }

    func metrics() async throws -> Metrics { Metrics(try await page()) }

    /// Waits until `/-/ready` says yes.
    func ready() async throws {
        _ = try await Web.poll(telling: log) { try await Web.get("\(url)/-/ready").status == 200 ? true : nil }
    }

    /// Waits until the page shows something, and gives that page.
    @discardableResult
    func shows(within patience: Duration = .seconds(90), _ isShown: (Metrics) -> Bool) async throws -> Metrics {
        var last = Metrics("")
        return try await Web.poll(within: patience, telling: { last.story + "\n" + log() }) {
            last = try await metrics()
            return isShown(last) ? last : nil
        }
    }

    /// The end of its log, for a failure to tell.
    private func log() -> String { process.text.split(separator: "\n").suffix(60).joined(separator: "\n") }

    /// Waits for a log line that holds all of these.
    @discardableResult
    func logs(_ parts: String...) async throws -> String {
        try await process.line { line in parts.allSatisfy { line.contains($0) } }
    }
}
