import FoundationEssentials
import NIOCore
import NIOWebSocket
import PterodactylAPI
import Synchronization
import Telemetry

/// What the server's connections share: the panel, and who is connected.
final class SimulatorCore: Sendable {
    private let panel: Mutex<SimulatedPanel>
    private let channels = Mutex<[ObjectIdentifier: Connection]>([:])
    private let sockets = Mutex<[StreamID: any Channel]>([:])

    private struct Connection {
        let channel: any Channel
        let node: NodeID?
    }

    init(panel: SimulatedPanel) { self.panel = Mutex(panel) }

    /// The time of day.
    static func now() -> Timestamp {
        Timestamp(secondsSince1970: Date().timeIntervalSince1970)
    }

    func read<Value: Sendable>(_ body: (SimulatedPanel) -> Value) -> Value { panel.withLock { body($0) } }

    /// Changes the panel, and lets go out what it then has to say on WebSockets.
    func change<Value: Sendable>(_ body: (inout SimulatedPanel) -> Value) -> Value {
        panel.withLock { panel in
            let value = body(&panel)
            // Handed to the loops under the lock, so that nothing overtakes; the loops do the writing later.
            let frames = panel.takeFrames()
            if !frames.isEmpty { hand(frames) }
            return value
        }
    }

    /// Hands each loop at once all that its connections have to write.
    private func hand(_ frames: [(stream: StreamID, frames: [StreamFrame])]) {
        var batches: [ObjectIdentifier: [(channel: any Channel, frames: [StreamFrame])]] = [:]
        sockets.withLock { sockets in
            for (stream, frames) in frames {
                guard let channel = sockets[stream] else { continue }
                batches[ObjectIdentifier(channel.eventLoop), default: []].append((channel, frames))
            }
        }
        for batch in batches.values {
            batch.first?.channel.eventLoop.execute {
                for (channel, frames) in batch { Self.write(frames, to: channel) }
            }
        }
    }

    private static func write(_ frames: [StreamFrame], to channel: any Channel) {
        for frame in frames {
            switch frame.payload {
            case .text(let text):
                let data = channel.allocator.buffer(string: text)
                channel.write(WebSocketFrame(fin: true, opcode: .text, data: data), promise: nil)
            case .close(let code, let reason):
                var data = channel.allocator.buffer(capacity: 2 + reason.utf8.count)
                data.writeInteger(UInt16(clamping: code))
                data.writeString(reason)
                let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
                channel.writeAndFlush(frame).whenComplete { _ in channel.close(promise: nil) }
            case .broken: channel.close(promise: nil)
            }
        }
        channel.flush()
    }

    func opened(_ channel: any Channel, node: NodeID? = nil) {
        channels.withLock { $0[ObjectIdentifier(channel)] = Connection(channel: channel, node: node) }
    }

    func closed(_ channel: any Channel) { channels.withLock { $0[ObjectIdentifier(channel)] = nil } }

    /// Gives a WebSocket its connection, until that ends.
    func carry(_ stream: StreamID, on channel: any Channel) {
        sockets.withLock { $0[stream] = channel }
        channel.closeFuture.whenComplete { _ in
            self.sockets.withLock { $0[stream] = nil }
            self.change { $0.closeStream(stream, at: Self.now()) }
        }
    }

    /// Ends all connections to a node's Wings, as the end of its process does.
    func closeConnections(of node: NodeID) {
        for connection in channels.withLock({ Array($0.values) }) where connection.node == node {
            connection.channel.close(promise: nil)
        }
    }

    /// Closes all connections and waits until they are.
    func closeAll() async {
        for connection in channels.withLock({ Array($0.values) }) {
            try? await connection.channel.close().get()  // already closed is what is wanted
        }
    }
}
