import Agent
import PanelTransport
import PterodactylAPI
import Synchronization
import Telemetry
import TestSupport

/// A hub that runs, over sockets that a test speaks for.
struct HubBench {
    /// To every node but `other`.
    let connector: ScriptedConnector
    /// To the node `other`.
    let otherConnector: ScriptedConnector
    /// What the core would hear, in order.
    let heard: Watched<[AgentEvent]>
    let hub: StreamHub

    static let panelURL = "https://panel.example.com"
    static let start = Timestamp(millisecondsSince1970: 1_795_435_200_000)
    static let credentials = WebSocketCredentials(token: Secret("dummy"), socket: "wss://node.example.com/ws")

    /// Runs a hub while the work is done; none of its sockets may be open afterwards.
    ///
    /// - Parameters:
    ///   - interval: how often `stats` are handed over; for ever longer than a test unless told otherwise.
    ///   - answer: what the core answers at once to who wants credentials; nil when the test does that.
    static func run(
        interval: Duration = .seconds(3_600),
        answer: Result<WebSocketCredentials, PanelError>? = .success(credentials),
        _ work: (HubBench) async throws -> Void
    ) async throws -> HubBench {
        let (wants, wanted) = AsyncStream.makeStream(of: StreamAddress.self)
        let bench = HubBench(interval: interval) { wanted.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await bench.hub.run() }
            if let answer { group.addTask { for await address in wants { await bench.hub.answer(address, answer) } } }
            defer { group.cancelAll() }
            try await work(bench)
        }
        return bench
    }

    private init(interval: Duration, whenWanted: @escaping @Sendable (StreamAddress) -> Void) {
        let heard = Watched<[AgentEvent]>([])
        let greeting = [WebSocketSignal.text(#"{"event":"auth success"}"#)]
        let transport = StubTransport(always: .json(.null))
        connector = ScriptedConnector(greeting: greeting)
        otherConnector = ScriptedConnector(greeting: greeting)
        let connection = PanelConnection(
            base: Self.panelURL + "/",
            key: Secret("ptlc_dummy"),
            carrier: Carrier(transport: transport, connector: connector),
            nodeCarriers: ["other": Carrier(transport: transport, connector: otherConnector)]
        )
        var options = StreamHub.options
        options.timing = .untroubled
        self.heard = heard
        hub = StreamHub(["main": connection], options: options, interval: interval, now: { Self.start }) { event in
            heard.change { $0.append(event) }
            if case .credentialsWanted(let address) = event { whenWanted(address) }
        }
    }

    // MARK: - Words

    static func address(_ server: String) -> StreamAddress {
        StreamAddress(panel: "main", server: ServerUUID(server))
    }

    static func order(_ server: String, node: String = "node-1", origin: String? = nil) -> StreamOrder {
        StreamOrder(address: address(server), node: node, origin: origin)
    }

    /// Follows a server, and waits until it is connected.
    func connect(_ server: String, node: String = "node-1") async -> ScriptedSocket? {
        await hub.follow(Self.order(server, node: node))
        await heard.wait { $0.said(of: server).contains(.connected) }
        return (node == "other" ? otherConnector : connector).state.value.sockets.last
    }
}

extension StreamTiming {
    /// Times at which nothing happens by itself, however seldom a busy machine lets a test go on; what follows a loss follows
    /// at once.
    fileprivate static var untroubled: StreamTiming {
        var timing = StreamTiming()
        let limits: [WritableKeyPath<StreamTiming, Duration>] = [
            \.openTimeout, \.authenticationTimeout, \.pingAfter, \.statsAfter, \.probeTimeout, \.stateTolerance,
        ]
        for limit in limits { timing[keyPath: limit] = .seconds(3_600) }
        timing.credentialSpacing = .milliseconds(1)
        timing.firstDelay = .milliseconds(1)
        return timing
    }
}

extension ScriptedSocket {
    /// Lets Wings say `stats` that are told apart by the bytes of memory.
    func sayStats(_ memory: Int) { say("stats", #"{"state":"running","memory_bytes":\#(memory)}"#) }
}

extension [AgentEvent] {
    /// What was streamed, batch by batch.
    var batches: [[StreamedEvent]] {
        compactMap { event in if case .streamed(let batch) = event { batch } else { nil } }
    }

    /// Who wanted credentials, in order.
    var wanted: [StreamAddress] {
        compactMap { event in if case .credentialsWanted(let address) = event { address } else { nil } }
    }

    /// What one server said, in order.
    func said(of server: String) -> [StreamEvent] {
        batches.joined().filter { $0.address == HubBench.address(server) }.map(\.event)
    }
}

extension StreamEvent {
    /// The bytes of memory that `stats` tell; nil for anything else.
    var memory: Int64? {
        guard case .event(.stats(let stats)) = self else { return nil }
        return stats.memory?.bytes
    }
}
