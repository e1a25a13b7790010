import Alerting
import Logging
import Settings
import Synchronization
import Telemetry

/// Reads the configuration and its rule files again and hands the rules to the core: all of them or none.
///
/// Alerts of rules that are the same stay as they are. What else the configuration says takes a restart.
final class Reloader: Sendable {
    /// How the last reading went.
    struct Status: Sendable {
        /// Whether what is in force is what the files say.
        var isSuccessful = true
        /// When the files were last read without a mistake.
        var loadedAt: Timestamp
    }

    private struct State {
        var status: Status
        var configuration: Configuration
    }

    private let state: Mutex<State>
    private let read: @Sendable () throws -> Configuration
    private let sources: SettingsSources
    private let inbox: EventInbox
    private let logger: Logger

    /// - Parameters:
    ///   - configuration: what is in force.
    ///   - read: reads it again, with what the command line says laid over it.
    ///   - sources: where rule files are read from.
    ///   - inbox: where the rules go.
    init(
        _ configuration: Configuration,
        read: @escaping @Sendable () throws -> Configuration,
        sources: SettingsSources,
        inbox: EventInbox,
        logger: Logger
    ) {
        state = Mutex(State(status: Status(loadedAt: .now), configuration: configuration))
        self.read = read
        self.sources = sources
        self.inbox = inbox
        self.logger = logger
    }

    var status: Status { state.withLock(\.status) }

    /// What is in force: the rules of the last reading, and all else as it was at the start.
    var configuration: Configuration { state.withLock(\.configuration) }

    /// Reads everything again.
    /// - Throws: every mistake in the files; what was in force stays so.
    func reload() throws {
        do {
            let configuration = try read()
            let groups = try RuleFileReader(sources: sources).ruleFiles(for: configuration.rules).flatMap(\.groups)
            let needsRestart = state.withLock { state in
                // Which rules there are takes no restart; how often they are evaluated does.
                var known = state.configuration
                known.rules = configuration.rules
                known.rules.evaluationInterval = state.configuration.rules.evaluationInterval
                state.status = Status(loadedAt: .now)
                state.configuration = known
                return known != configuration
            }
            inbox.put(.rulesLoaded(groups))
            logger.info("Reloaded", metadata: ["rules": "\(groups.reduce(0) { $0 + $1.rules.count })"])
            if needsRestart {
                logger.warning("More than rules has changed in the configuration; the rest takes a restart")
            }
        } catch {
            state.withLock { $0.status.isSuccessful = false }
            logger.error("Not reloaded; what was in force stays so", metadata: ["error": "\(error)"])
            throw error
        }
    }
}
