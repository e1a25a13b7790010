import Agent
import Collecting
import PanelSimulator
import PanelTransport
import PterodactylAPI
import Settings
import TestSupport
import Testing

/// Certificates of nodes, over real sockets with TLS.
@Suite(.timeLimit(.minutes(3)))
struct TransportPoolSocketTests {
    /// How a panel and its nodes are configured, and whether that makes the daemon's certificate good.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let isTrusted: Bool
        let panel: @Sendable (inout PanelSettings, _ itsFile: String, _ otherFile: String) -> Void

        var testDescription: String { name }
    }

    private static let cases = [
        Case(name: "a node without settings, whose panel has none either", isTrusted: false) { _, _, _ in },
        Case(name: "a node with its own authority", isTrusted: true) { panel, itsFile, _ in
            panel.nodes = [Settings.NodeSettings(name: "daemon", certificateAuthorityFile: itsFile)]
        },
        Case(name: "a node with the authority of another", isTrusted: false) { panel, itsFile, otherFile in
            panel.nodes = [
                Settings.NodeSettings(name: "another", certificateAuthorityFile: itsFile),
                Settings.NodeSettings(name: "daemon", certificateAuthorityFile: otherFile),
            ]
        },
        Case(name: "a node whose neighbour has the right authority", isTrusted: false) { panel, itsFile, _ in
            panel.nodes = [Settings.NodeSettings(name: "another", certificateAuthorityFile: itsFile)]
        },
        Case(name: "a node that accepts anything", isTrusted: true) { panel, _, _ in
            panel.nodes = [Settings.NodeSettings(name: "daemon", acceptsAnyCertificate: true)]
        },
        Case(name: "a node without TLS settings takes those of its panel", isTrusted: true) { panel, itsFile, _ in
            panel.certificateAuthorityFile = itsFile
            panel.nodes = [Settings.NodeSettings(name: "daemon", url: "https://127.0.0.1:8080")]
        },
        Case(name: "a node's authority stands in the place of its panel's", isTrusted: false) { panel, itsFile, other in
            panel.certificateAuthorityFile = itsFile
            panel.nodes = [Settings.NodeSettings(name: "daemon", certificateAuthorityFile: other)]
        },
    ]

    @Test(arguments: cases)
    func `requests and WebSockets trust what the node's settings say`(of settings: Case) async throws {
        try await withDaemon { simulator, url, itsFile, otherFile in
            var panel = PanelSettings(name: "main", url: simulator.panelURL, apiKey: Secret(simulator.clientKey))
            settings.panel(&panel, itsFile, otherFile)
            let pool = try await TransportPool([panel], environment: [:])
            let connection = try #require(pool.connections["main"])
            let route = WingsRoute(node: "daemon", url: url, token: Secret("dummy"))
            let answer = await connection.send(.account, to: .wings(route))
            var socketError: WebSocketError?
            do throws(WebSocketError) {
                let request = WebSocketRequest(
                    url: url.replacing("https://", with: "wss://") + "/api/servers/none/ws",
                    origin: connection.origin
                )
                try await connection.connector(toNode: "daemon").withWebSocket(request) { _ in }
            } catch {
                socketError = error
            }
            try await pool.shutdown()
            if settings.isTrusted {
                // Whatever the daemon says to such questions: it was heard.
                #expect(throws: Never.self) { try answer.get() }
                guard case .refused = socketError else {
                    Issue.record("\(String(describing: socketError))")
                    return
                }
            } else {
                guard case .failure(.tls) = answer, case .transport(.tls) = socketError else {
                    Issue.record("\(answer), \(String(describing: socketError))")
                    return
                }
            }
        }
    }

    @Test(arguments: [true, false])
    func `a file that is no certificate is an error at the start, of a panel or of a node`(isOfNode: Bool) async throws
    {
        var panel = PanelSettings(name: "main", url: "https://127.0.0.1", apiKey: Secret("ptlc_dummy"))
        if isOfNode {
            panel.nodes = [Settings.NodeSettings(name: "daemon", certificateAuthorityFile: "/nowhere/ca.pem")]
        } else {
            panel.certificateAuthorityFile = "/nowhere/ca.pem"
        }
        await #expect {
            try await TransportPool([panel], environment: [:])
        } throws: { error in
            guard case .caFile("/nowhere/ca.pem", _) = error as? AsyncHTTPTransport.SetupError else { return false }
            return true
        }
    }

    /// Runs a daemon with TLS; beside it stands an authority that has nothing to do with it.
    private func withDaemon(
        _ work: (SimulatorReadiness, _ url: String, _ itsFile: String, _ otherFile: String) async throws -> Void
    ) async throws {
        try await TestIdentity.with { identity in
            try await TestIdentity.with { other in
                let wings = WingsServing(certificateFile: identity.certificateFile, keyFile: identity.keyFile)
                let options = SimulatorOptions(servers: 1, nodes: 1)
                try await SimulatorServer.withServer(options: options, wings: wings) { simulator in
                    let url = try #require(simulator.readiness.wingsURLs.first)
                    try await work(simulator.readiness, url, identity.certificateFile, other.certificateFile)
                }
            }
        }
    }
}
