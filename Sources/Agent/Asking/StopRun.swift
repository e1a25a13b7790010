import Foundation
package import PterodactylAPI
import Remediation
import Settings
import Telemetry

/// `pterowatch remediations stop`, `resume` and `status`: the switch that stops all remediation.
///
/// The agent is asked; where none answers on this machine, or a storage directory is named, the file in that directory is
/// made or removed instead: an agent that hangs or starts later obeys it just as well.
public struct StopRun: Sendable {
    private let door: AgentDoor
    private let storage: String?

    /// Makes a run; nothing is asked.
    /// - Parameter storage: the agent's storage directory, whose file is used without asking; nil to ask.
    public init(_ door: AgentDoor, storage: String?) {
        self.door = door
        self.storage = storage
    }

    /// No agent answers, and it is not known whose file could be used instead.
    struct NoWay: Error, CustomStringConvertible {
        let failure: AgentClient.Failure
        let reason: String
        var description: String { "\(failure); \(reason): name its storage directory with --storage.path" }
    }

    /// Stops all remediation.
    /// - Returns: what was done, lines with their ends.
    public func stop(by name: String, reason: String?) async throws -> String {
        try await ask {
            try await Self.stop(by: name, reason: reason, asking: $0)
        } or: {
            try $0.stop(by: name, reason: reason)
        }
    }

    /// Lets remediation go on.
    /// - Parameter name: who does; an agent that is not asked does not hear of it.
    /// - Returns: how it stands, lines with their ends.
    public func resume(by name: String) async throws -> String {
        try await ask {
            try await Self.resume(by: name, asking: $0)
        } or: {
            try $0.resume()
        }
    }

    /// Says whether remediation is stopped, and by whom.
    /// - Returns: lines with their ends.
    public func status() async throws -> String {
        try await ask(hasToken: false) {
            try await Self.status(asking: $0)
        } or: { _ in
        }
    }

    private func ask(
        hasToken: Bool = true,
        _ question: (AgentClient) async throws -> JSONValue,
        or change: (StopFiles) throws -> Void
    ) async throws -> String {
        if let storage {
            let files = StopFiles(in: storage, and: nil)
            try change(files)
            return StopText.text(files.thrown, files: files, failure: nil)
        }
        do {
            return try await door.withClient(hasToken: hasToken) { StopText.text(try await question($0)) }
        } catch let failure as AgentClient.Failure {
            guard case .unreachable = failure else { throw failure }
            let files = try files(after: failure)
            try change(files)
            return StopText.text(files.thrown, files: files, failure: failure)
        }
    }

    /// The files of the agent that is configured here; those of an agent elsewhere cannot be reached.
    private func files(after failure: AgentClient.Failure) throws -> StopFiles {
        guard Self.isOnThisMachine(door.url) else {
            throw NoWay(failure: failure, reason: "its files are on another machine; there")
        }
        do {
            let configuration = try door.configuration()
            return StopFiles(in: configuration.storage.path, and: configuration.remediation.stopFile)
        } catch {
            throw NoWay(failure: failure, reason: "and there is no configuration here that could be used (\(error))")
        }
    }

    /// Whether an address is one of the machine that asks.
    package static func isOnThisMachine(_ url: String) -> Bool {
        url.firstMatch(of: /^https?:\/\/(localhost|127\.[0-9.]+|\[::1\])(:[0-9]+)?(\/|$)/) != nil
    }
}

// MARK: - The requests

extension StopRun {
    private static let base = "/api/v1/remediations/"
    /// Whoever wants to stop everything does not wait for long until the file is used.
    private static let patience = Duration.seconds(5)

    /// Asks an agent to stop all remediation.
    /// - Returns: how it stands then.
    package static func stop(by name: String, reason: String?, asking client: AgentClient) async throws -> JSONValue {
        var body: [String: JSONValue] = ["by": .string(name)]
        if let reason { body["reason"] = .string(reason) }
        return try await client.send(.post, base + "stop", json: .object(body), timeout: patience)
    }

    /// Asks an agent to let remediation go on.
    /// - Returns: how it stands then.
    package static func resume(by name: String, asking client: AgentClient) async throws -> JSONValue {
        try await client.send(.post, base + "resume", json: ["by": .string(name)], timeout: patience)
    }

    /// Asks an agent how the switch stands.
    package static func status(asking client: AgentClient) async throws -> JSONValue {
        try await client.send(.get, base + "status", timeout: patience)
    }
}
