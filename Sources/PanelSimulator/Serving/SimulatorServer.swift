import NIOCore
import NIOHTTP1
import NIOPosix
import PterodactylAPI
import Telemetry

/// A simulated panel behind a real HTTP/1.1 socket, and each node's Wings behind one of its own, in real time.
///
/// The control API shares the panel's socket, so a panel that is `down` takes connections and ends them at once.
///
///     try await SimulatorServer.withServer(options: options) { server in
///         print(server.readiness.jsonLine)
///         …
///     }
public final class SimulatorServer: Sendable {
    /// The port it listens on.
    public let port: Int
    /// Where it is and the keys to it.
    public let readiness: SimulatorReadiness
    private let core: SimulatorCore

    private init(port: Int, readiness: SimulatorReadiness, core: SimulatorCore) {
        self.port = port
        self.readiness = readiness
        self.core = core
    }

    /// Runs a server while a closure runs; then closes it and all its connections, on every path.
    /// - Parameters:
    ///   - options: what is simulated.
    ///   - host: the address to bind.
    ///   - port: the port; 0 takes a free one.
    ///   - wings: how the nodes' Wings are served; nil serves the panel alone.
    ///   - body: gets the listening server.
    /// - Throws: what binding, reading the certificate or `body` throws.
    public static func withServer<Value: Sendable>(
        options: SimulatorOptions,
        host: String = "127.0.0.1",
        port: Int = 0,
        wings: WingsServing? = WingsServing(),
        _ body: (SimulatorServer) async throws -> Value
    ) async throws -> Value {
        let core = SimulatorCore(panel: SimulatedPanel(options: options, startingAt: SimulatorCore.now()))
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    core.opened(channel)
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(SimulatorHandler(core: core))
                }
            }
        let listener = try await bootstrap.bind(host: host, port: port).get()
        let bound = listener.localAddress?.port ?? port
        var listeners: [WingsListener] = []
        var ticks: RepeatedTask?
        let result: Result<Value, any Error>
        do {
            let url = "http://\(shown(host)):\(bound)"
            core.change { $0.panelURL = url }
            if let wings { listeners = try await WingsListener.open(wings, host: host, shown: shown(host), core: core) }
            let readiness = SimulatorReadiness(
                core.read { $0 },
                url: url,
                wingsURLs: wings == nil ? [] : core.read(\.wingsURLs)
            )
            let followers = listeners
            ticks = listener.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { _ in
                core.change { $0.advance(to: SimulatorCore.now()) }
                for listener in followers { listener.follow() }
            }
            result = .success(try await body(SimulatorServer(port: bound, readiness: readiness, core: core)))
        } catch {
            result = .failure(error)
        }
        ticks?.cancel()
        for listener in listeners { await listener.close() }
        try? await listener.close().get()  // it may have been closed by an error of its own
        await core.closeAll()
        return try result.get()
    }

    /// The host that a URL shows for an address that was bound.
    private static func shown(_ host: String) -> String {
        host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
    }

    /// Serves until the task is cancelled, telling when it is ready: what the command calls.
    public static func run(
        options: SimulatorOptions,
        host: String = "127.0.0.1",
        port: Int = 0,
        wings: WingsServing? = WingsServing(),
        onReady: @Sendable (SimulatorReadiness) throws -> Void
    ) async throws {
        try await withServer(options: options, host: host, port: port, wings: wings) { server in
            try onReady(server.readiness)
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .seconds(3_600))
                } catch {
                    return
                }
            }
        }
    }

    /// Carries out a control now.
    public func apply(_ control: Control) throws(ControlError) {
        let now = SimulatorCore.now()
        let result: Result<Void, ControlError> = core.change { panel in
            do throws(ControlError) {
                try panel.apply(control, at: now)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Reads or changes the panel, advanced to now.
    public func withPanel<Value: Sendable>(_ body: (inout SimulatedPanel) -> Value) -> Value {
        let now = SimulatorCore.now()
        return core.change { panel in
            panel.advance(to: now)
            return body(&panel)
        }
    }
}
