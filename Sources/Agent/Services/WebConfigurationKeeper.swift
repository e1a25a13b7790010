package import HTTPServing
package import Logging
package import Settings

import PterodactylAPI
import ServiceLifecycle
import Synchronization

/// Keeps the server's TLS and access as the web configuration file has them, and reads it anew while the agent runs.
///
/// The file and those that it names are read each second and compared, so that no change is missed, however it was made.
/// What cannot be used at the start ends the agent. Later a file with a mistake closes the server (500), as
/// exporter-toolkit does, since it is not known any more who may ask. A certificate that does not fit its key leaves the
/// former pair in force: the two files are seldom replaced in one moment.
package final class WebConfigurationKeeper: Service {
    /// Why a file cannot be used that has no mistake in itself.
    package struct Unusable: Error, CustomStringConvertible {
        let file: String
        let reason: TLSError
        /// One line.
        package var description: String { "\(file): tls_server_config: \(reason)" }
    }

    private struct State {
        var known: WebConfiguration
        /// What was complained of last, so that it is said once.
        var complaint: String?
        var masterTokens: [String] = []
    }

    private static let interval = Duration.seconds(1)

    private let file: String?
    private let reader: WebConfigurationReader
    private let logger: Logger
    private let state: Mutex<State>
    /// Who may ask.
    package let access: AccessControl
    /// What is spoken below HTTP; nil for nothing.
    package let tls: ServerTLS?

    /// Reads the file; without one everybody may ask, in the clear.
    /// - Throws: `SettingsError`, or `Unusable`.
    package init(_ file: String?, sources: SettingsSources, logger: Logger) throws {
        self.file = file
        self.logger = logger
        reader = WebConfigurationReader(sources: sources)
        let known = try file.map { try WebConfigurationReader(sources: sources).webConfiguration(fromFile: $0) }
        do {
            tls = try known?.tls.map { try ServerTLS(TLSOptions($0)) }
        } catch let error as TLSError {
            throw Unusable(file: file ?? "", reason: error)
        }
        state = Mutex(State(known: known ?? WebConfiguration()))
        access = AccessControl(AccessRules(known ?? WebConfiguration(), masterTokens: []))
    }

    /// A configuration that knows whether TLS is spoken, for links to the agent.
    func marking(_ configuration: Configuration) -> Configuration {
        var configuration = configuration
        configuration.web.isSecure = tls != nil
        return configuration
    }

    /// Lets whoever has the agent's own token ask, too: what opens the door to changes opens it to pages.
    func admit(_ token: AccessToken) {
        let rules = state.withLock { state in
            state.masterTokens = [token.text]
            return AccessRules(state.known, masterTokens: state.masterTokens)
        }
        access.replace(with: rules)
    }

    /// Looks again and again until the agent stops.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)  // cancelled at the end
                self.look()
            }
        }
    }

    /// Reads the file, and takes over what changed.
    package func look() {
        guard let file else { return }
        do {
            try take(try reader.webConfiguration(fromFile: file), from: file)
        } catch let error as TLSError {
            complain("\(Unusable(file: file, reason: error))", "The former certificate stays in force")
        } catch let error as SettingsError where Self.isOfCertificates(error) {
            complain("\(error)", "The former certificate stays in force")
        } catch {
            access.close()
            complain("\(error)", "The web configuration file has a mistake, and nobody is answered")
        }
    }

    private func take(_ new: WebConfiguration, from file: String) throws {
        let (old, hadComplaint, masterTokens) = state.withLock { ($0.known, $0.complaint != nil, $0.masterTokens) }
        guard new != old || hadComplaint else { return }
        // Who may ask counts at once, even where the new certificate cannot be used.
        access.replace(with: AccessRules(new, masterTokens: masterTokens))
        state.withLock { state in
            let tls = state.known.tls
            state.known = new
            state.known.tls = tls
        }
        if (new.tls == nil) != (tls == nil) {
            complain("\(file): tls_server_config", "Whether TLS is spoken changes with a restart only")
            return
        }
        if let tls, let options = new.tls, options != old.tls { try tls.replace(with: TLSOptions(options)) }
        state.withLock { state in
            state.known = new
            state.complaint = nil
        }
        logger.info("Took over the web configuration file", metadata: ["file": "\(file)"])
    }

    /// Whether nothing is wrong but files of certificates, which may be about to be replaced.
    private static func isOfCertificates(_ error: SettingsError) -> Bool {
        guard case .invalid(let problems) = error else { return false }
        return problems.allSatisfy { problem in
            guard problem.path.hasPrefix("tls_server_config."), case .unreadable = problem.kind else { return false }
            return true
        }
    }

    private func complain(_ reason: String, _ message: Logger.Message) {
        let isNew = state.withLock { state in
            defer { state.complaint = reason }
            return state.complaint != reason
        }
        if isNew { logger.error(message, metadata: ["error": "\(reason)"]) }
    }
}
