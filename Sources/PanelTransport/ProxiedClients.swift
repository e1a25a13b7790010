import AsyncHTTPClient
import PterodactylAPI

/// HTTP clients of one configuration: one that goes straight, and one for each proxy.
struct ProxiedClients: Sendable {
    private let direct: HTTPClient
    private let proxied: [(proxy: ProxySettings.Proxy, client: HTTPClient)]
    private let proxies: ProxySettings

    init(_ configuration: HTTPClient.Configuration, proxies: ProxySettings) {
        direct = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var distinct: [ProxySettings.Proxy] = []
        for proxy in proxies.proxies where !distinct.contains(proxy) { distinct.append(proxy) }
        proxied = distinct.map { proxy in
            var settings = configuration
            settings.proxy = .server(host: proxy.host, port: proxy.port)
            return (proxy, HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings))
        }
        self.proxies = proxies
    }

    /// The client that an address is to be reached with.
    func client(for url: String) -> HTTPClient {
        let proxy = proxies.proxy(for: url)
        return proxied.first { $0.proxy == proxy }?.client ?? direct
    }

    /// Closes all connections; requests under way fail.
    func shutdown() async throws {
        for (_, client) in proxied { try await client.shutdown() }
        try await direct.shutdown()
    }
}
