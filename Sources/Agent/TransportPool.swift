import Notifying
import PanelTransport
import PterodactylAPI
package import Settings

/// The connections to all panels, their nodes, and those who are told of alerts, and what carries them.
///
/// Hosts whose certificates are judged alike share one transport: it keeps connections and limits by host, so that one that
/// hangs takes nothing from the others. A node with TLS settings of its own gets a transport with these.
package struct TransportPool: Sendable {
    /// The connections by the panels' names.
    package let connections: [String: PanelConnection]
    /// The ways to those who are told of alerts.
    let lines: [Delivery.Target: NotificationLine]
    private let transports: [AsyncHTTPTransport]

    /// Makes what carries requests and WebSockets; nothing is sent.
    ///
    /// - Parameter environment: where `http_proxy`, `https_proxy` and `no_proxy` stand.
    /// - Throws: a proxy or a certificate file that cannot be used, a node's as well as a panel's.
    package init(
        _ panels: [PanelSettings],
        notifications: NotificationSettings = NotificationSettings(),
        environment: [String: String]
    ) async throws {
        var lines: [Delivery.Target: NotificationLine] = [:]
        var connections: [String: PanelConnection] = [:]
        var carriers: [Trust: Carrier] = [:]
        var transports: [AsyncHTTPTransport] = []

        func carrier(_ trust: Trust, _ proxies: ProxySettings) throws -> Carrier {
            if let carrier = carriers[trust] { return carrier }
            var configuration = AsyncHTTPTransport.Configuration()
            configuration.caFile = trust.certificateAuthorityFile
            configuration.isTLSInsecure = trust.acceptsAnyCertificate
            configuration.proxies = proxies
            let connector = try WebSocketConnector(configuration)
            let transport = try AsyncHTTPTransport(configuration)
            transports.append(transport)
            let carrier = Carrier(transport: transport, connector: connector)
            carriers[trust] = carrier
            return carrier
        }

        do {
            let proxies = try ProxySettings(environment: environment)
            for panel in panels {
                let trust = Trust(panel)
                var nodeCarriers: [String: Carrier] = [:]
                for node in panel.nodes where trust.adapted(to: node) != trust {
                    nodeCarriers[node.name] = try carrier(trust.adapted(to: node), proxies)
                }
                connections[panel.name] = PanelConnection(
                    base: panel.url,
                    key: panel.apiKey,
                    carrier: try carrier(trust, proxies),
                    nodeCarriers: nodeCarriers
                )
            }
            for (target, way) in notifications.ways {
                lines[target] = NotificationLine(way: way, transport: try carrier(Trust(way), proxies).transport)
            }
        } catch {
            for transport in transports { try await transport.shutdown() }
            throw error
        }
        self.connections = connections
        self.lines = lines
        self.transports = transports
    }

    /// Closes every connection; requests under way fail.
    package func shutdown() async throws {
        for transport in transports { try await transport.shutdown() }
    }

    /// How certificates are judged.
    private struct Trust: Hashable {
        var certificateAuthorityFile: String?
        var acceptsAnyCertificate: Bool

        init(_ panel: PanelSettings) {
            certificateAuthorityFile = panel.certificateAuthorityFile
            acceptsAnyCertificate = panel.acceptsAnyCertificate
        }

        init(_ way: Way) {
            certificateAuthorityFile = way.certificateAuthorityFile
            acceptsAnyCertificate = way.acceptsAnyCertificate
        }

        /// The panel's way with what the node's settings say in its place.
        func adapted(to node: Settings.NodeSettings) -> Trust {
            var trust = self
            if let file = node.certificateAuthorityFile { trust.certificateAuthorityFile = file }
            if node.acceptsAnyCertificate { trust.acceptsAnyCertificate = true }
            return trust
        }
    }
}

extension NotificationSettings {
    /// The ways to all who are told.
    fileprivate var ways: [(Delivery.Target, Way)] {
        alertmanagers.map { (.alertmanager($0.plan.name), $0.way) }
            + receivers.map { (.receiver($0.plan.name), $0.way) }
    }
}
