import PanelSimulator
import PterodactylAPI
import Telemetry

/// Does to a simulated server what was done to a real one, and notes what comes on its WebSocket.
struct Replay {
    static let name = "Survival"

    var wings: WingsBench
    var stream: StreamID
    private var lastAction: Telemetry.Timestamp?
    private var noted: [Happening] = []

    var id: ServerIdentifier { wings.bench.id(Self.name) }

    /// Connects to a server that boots in two seconds, after something was done to it.
    init(
        _ options: SimulatorOptions = SimulatorOptions(),
        before: (inout WingsBench, ServerIdentifier) throws -> Void = { _, _ in }
    ) throws {
        wings = WingsBench(options)
        let id = wings.bench.id(Self.name)
        try wings.apply(.setBootTime(id, .seconds(2)))
        try before(&wings, id)
        stream = try wings.connect(Self.name)
        wings.pass(.seconds(3))
        wings.take(stream)
    }

    /// Everything that came, in the form of a trace.
    var happenings: [Happening] { Trace.essentials(noted) }

    /// Notes what has come so far and does the next thing.
    mutating func then(_ action: (inout WingsBench, ServerIdentifier) throws -> Void) rethrows {
        note()
        lastAction = wings.now
        try action(&wings, id)
        note()
    }

    /// Lets time pass.
    mutating func wait(_ seconds: Double) {
        wings.pass(.milliseconds(Int64(seconds * 1_000)))
        note()
    }

    /// Connects anew.
    mutating func reconnect() throws {
        note()
        stream = try wings.connect(Self.name)
        note()
    }

    private mutating func note() {
        let frames = wings.take(stream)
        guard let lastAction else { return }
        noted += frames.map { Happening(what: $0.summary, after: ($0.at - lastAction).inSeconds) }
    }
}
