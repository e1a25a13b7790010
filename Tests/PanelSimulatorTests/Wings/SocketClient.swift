import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import PanelSimulator
import PterodactylAPI
import Testing

/// A real HTTP and WebSocket client of a node's Wings.
struct SocketClient {
    typealias Socket = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

    let port: Int
    /// Trusts this certificate and speaks TLS.
    var trusting: String?

    private func bootstrap() throws -> (bootstrap: ClientBootstrap, tls: NIOSSLContext?) {
        var tls: NIOSSLContext?
        if let trusting {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .file(trusting)
            tls = try NIOSSLContext(configuration: configuration)
        }
        let group = MultiThreadedEventLoopGroup.singleton
        return (ClientBootstrap(group: group).connectTimeout(.seconds(10)), tls)
    }

    private static func secure(_ channel: any Channel, _ tls: NIOSSLContext?) throws {
        guard let tls else { return }
        try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
    }

    /// Sends a GET request on a connection of its own; gives the status and the body.
    func get(_ target: String, token: String) async throws -> (status: Int, body: JSONValue) {
        let (status, _, body) = try await send(.GET, target, token: token)
        return (status, body)
    }

    /// Sends a request on a connection of its own; gives the status, the headers and the body.
    func send(
        _ method: HTTPMethod,
        _ target: String,
        token: String? = nil,
        body: String? = nil
    ) async throws -> (status: Int, headers: HTTPHeaders, body: JSONValue) {
        let (bootstrap, tls) = try bootstrap()
        let channel = try await bootstrap.connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try Self.secure(channel, tls)
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                    wrappingChannelSynchronously: channel
                )
            }
        }
        return try await channel.executeThenClose { inbound, outbound in
            var headers: HTTPHeaders = [
                "Host": "127.0.0.1:\(port)", "Accept": "application/json", "Connection": "close",
            ]
            if let token { headers.add(name: "Authorization", value: "Bearer " + token) }
            let sent = body.map { ByteBuffer(string: $0) }
            if let sent {
                headers.add(name: "Content-Type", value: "application/json")
                headers.add(name: "Content-Length", value: String(sent.readableBytes))
            }
            let head = HTTPRequestHead(version: .http1_1, method: method, uri: target, headers: headers)
            // At once: a server that refuses the head closes before the end could be written.
            try await outbound.write(
                contentsOf: [.head(head)] + (sent.map { [.body(.byteBuffer($0))] } ?? []) + [.end(nil)]
            )
            var status = 0
            var received = HTTPHeaders()
            var body: [UInt8] = []
            for try await part in inbound {
                switch part {
                case .head(let head): (status, received) = (Int(head.status.code), head.headers)
                case .body(let buffer): body += buffer.readableBytesView
                case .end: return (status, received, JSONValue(body))
                }
            }
            throw ChannelError.eof
        }
    }

    /// Opens a WebSocket; nil when the server does not switch protocols.
    func open(_ target: String, origin: String) async throws -> Socket? {
        let (bootstrap, tls) = try bootstrap()
        let upgraded = try await bootstrap.connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try Self.secure(channel, tls)
                let upgrader = NIOTypedWebSocketClientUpgrader<Socket?>(
                    maxFrameSize: 1 << 20,
                    upgradePipelineHandler: { channel, _ in
                        channel.eventLoop.makeCompletedFuture { try Socket(wrappingChannelSynchronously: channel) }
                    }
                )
                let headers: HTTPHeaders = ["Host": "127.0.0.1", "Origin": origin, "Content-Length": "0"]
                let configuration = NIOTypedHTTPClientUpgradeConfiguration<Socket?>(
                    upgradeRequestHead: HTTPRequestHead(version: .http1_1, method: .GET, uri: target, headers: headers),
                    upgraders: [upgrader],
                    // The connection ends with the server.
                    notUpgradingCompletionHandler: { $0.eventLoop.makeSucceededFuture(nil) }
                )
                return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
                    configuration: .init(upgradeConfiguration: configuration)
                )
            }
        }
        do { return try await upgraded.get() } catch ChannelError.ioOnClosedChannel { return nil }
    }
}

extension NIOAsyncChannelOutboundWriter<WebSocketFrame> {
    /// Sends an event.
    func send(_ event: String, _ argument: String) async throws {
        let text = "{\"event\":\"\(event)\",\"args\":[\"\(argument)\"]}"
        try await write(WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(string: text)))
    }
}
