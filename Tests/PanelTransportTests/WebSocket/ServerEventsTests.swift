import PanelTransport
import PterodactylAPI
import TestSupport
import Testing

/// A server's events over real sockets, with times shortened; one after another, since they keep times.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct ServerEventsTests {
    private func options(life: Duration = .seconds(600), capacity: Int = 1024) -> ServerEventsOptions {
        var options = ServerEventsOptions()
        options.timing.tokenLife = life
        options.timing.renewalPart = 0.2...0.3
        options.timing.credentialSpacing = .milliseconds(20)
        options.timing.firstDelay = .milliseconds(20)
        options.capacity = capacity
        return options
    }

    private func follow<Outcome: Sendable>(
        _ wings: ScriptedWings,
        at node: ScriptedNode,
        _ options: ServerEventsOptions,
        trusting identity: TestIdentity? = nil,
        _ work: (ServerEvents) async throws -> Outcome
    ) async throws -> Outcome {
        var configuration = AsyncHTTPTransport.Configuration()
        configuration.caFile = identity?.certificateFile
        return try await withServerEvents(
            over: try WebSocketConnector(configuration),
            origin: "https://panel.example.com",
            options: options,
            credentials: { () async throws(PanelError) in wings.credentials(for: node) },
            work
        )
    }

    @Test func `over TLS, a token is renewed across lifetimes on the same socket without a gap`() async throws {
        let wings = ScriptedWings(life: .seconds(4))
        try await TestIdentity.with { identity in
            try await ScriptedNode.run(as: identity, script: wings.answer) { node in
                let read = try await follow(wings, at: node, options(life: .seconds(4)), trusting: identity) {
                    events in
                    var read: [StreamEvent] = []
                    var lines = 0
                    let start = ContinuousClock.now
                    for await event in events {
                        read.append(event)
                        guard let socket = node.record.value.sockets.first else { continue }
                        if case .event(.console(let line)) = event {
                            try #require(line.text == "\(lines)")
                            lines += 1
                            // Two lifetimes, and one more renewal than that takes.
                            let isLong = ContinuousClock.now - start > .milliseconds(8_300)
                            if isLong, wings.state.value.presented.count >= 4 { break }
                        }
                        // The next line as soon as the last was read: there is always one that could be refused.
                        if event != .connected { wings.say(socket, "console output", "\(lines)") }
                    }
                    return read
                }
                #expect(node.record.value.sockets.count == 1)
                #expect(wings.state.value.presented == Array(1...wings.state.value.presented.count))
                for event in read {
                    switch event {
                    case .connected, .event(.status), .event(.console): break
                    default: Issue.record("\(event)")
                    }
                }
                await node.waitForSilence()
            }
        }
    }

    @Test func `a cut connection is made again with new credentials, and the gap is told`() async throws {
        let wings = ScriptedWings()
        try await ScriptedNode.run(script: wings.answer) { node in
            let read = try await follow(wings, at: node, options()) { events in
                var read: [StreamEvent] = []
                for await event in events {
                    read.append(event)
                    if event == .event(.status(.running)) { node.record.value.sockets.last?.cut() }
                    if case .event(.stats) = event { break }
                }
                return read
            }
            guard read.count == 6, case .disconnected(.closed(.abnormal), _) = read[2],
                case .gap(.reconnected, _) = read[4], case .event(.stats(let stats)) = read[5]
            else {
                Issue.record("\(read)")
                return
            }
            #expect(read[3] == .connected)
            #expect(stats.state == .running)
            #expect(wings.state.value.presented == [1, 2])
            #expect(wings.state.value.requests == ["send stats"])
            await node.waitForSilence()
        }
    }

    @Test(arguments: ["revoked", "expired"])
    func `events lost to a token that is no good are a gap, and a new token ends it`(cause: String) async throws {
        let wings = ScriptedWings(life: cause == "expired" ? .milliseconds(1) : .seconds(600))
        try await ScriptedNode.run(script: wings.answer) { node in
            let read = try await follow(wings, at: node, options()) { events in
                var read: [StreamEvent] = []
                for await event in events {
                    read.append(event)
                    if event == .connected, cause == "revoked", let socket = node.record.value.sockets.first {
                        wings.state.change { $0.revoked = 1 }
                        wings.say(socket, "console output", "lost")
                    }
                    if case .gap = event { break }
                }
                return read
            }
            guard case .gap(.tokenRefused, _) = read.last else {
                Issue.record("\(read)")
                return
            }
            #expect(read.contains(.event(.tokenRefused(cause == "revoked" ? .denied : .expired))))
            #expect(node.record.value.sockets.count == 1)
            #expect(wings.state.value.presented.prefix(2) == [1, 2])
        }
    }

    @Test func `a reader slower than the stream holds nothing up, and is told what it missed`() async throws {
        let wings = ScriptedWings()
        let total = 20_000
        try await ScriptedNode.run(script: wings.answer) { node in
            try await follow(wings, at: node, options(capacity: 100)) { events in
                var iterator = events.makeAsyncIterator()
                #expect(await iterator.next() == .connected)
                let socket = try #require(node.record.value.sockets.first)
                for number in 0..<total { socket.say("console output", "\(number)") }
                socket.say("deleted", "null")
                socket.ping()
                // The pong comes after all of it: the socket was read to its end, though nobody read the events.
                await wings.state.wait { $0.pongs == 1 }
                #expect(events.bufferedCount <= 100)
                var lines = 0
                var dropped = 0
                var last = StreamEvent.connected
                while let event = await iterator.next() {
                    if case .event(.console) = event { lines += 1 }
                    if case .gap(.dropped(let count), _) = event { dropped += count }
                    last = event
                }
                #expect(lines + dropped == total)
                #expect(lines < total / 2)
                #expect(last == .ended(.deleted))
            }
            await node.waitForSilence()
        }
    }

    @Test func `a hundred servers are followed at once`() async throws {
        let ready = Watched(0)
        try await TestIdentity.with { identity in
            let wings = ScriptedWings()
            try await ScriptedNode.run(
                as: identity,
                script: { socket, frame in
                    guard case .text(let text) = frame, text.contains("auth") else { return }
                    socket.say("auth success")
                    socket.say("status", "running")
                },
                { node in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<100 {
                            group.addTask {
                                try await follow(wings, at: node, options(), trusting: identity) { events in
                                    for await event in events where event == .event(.status(.running)) {
                                        ready.change { $0 += 1 }
                                        break
                                    }
                                    // All of them are open at the same time.
                                    await ready.wait { $0 == 100 }
                                    #expect(node.record.value.sockets.count == 100)
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    #expect(node.record.value.accepted == 100)
                    await node.waitForSilence()
                }
            )
        }
    }

    @Test func `cancellation, an error and a return leave no connection behind`() async throws {
        struct Enough: Error {}
        let wings = ScriptedWings()
        try await ScriptedNode.run(script: wings.answer) { node in
            let connected = Watched(false)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await follow(wings, at: node, options()) { events in
                        for await event in events where event == .connected { connected.change { $0 = true } }
                    }
                }
                await connected.wait { $0 }
                group.cancelAll()
                try await group.waitForAll()
            }
            await node.waitForSilence()
            await #expect(throws: Enough.self) {
                try await follow(wings, at: node, options()) { events in
                    for await event in events where event == .connected { throw Enough() }
                }
            }
            await node.waitForSilence()
            let first = try await follow(wings, at: node, options()) { events in
                for await event in events { return event }
                return .ended(.deleted)
            }
            #expect(first == .connected)
            await node.waitForSilence()
            #expect(node.record.value.accepted == 3)
        }
    }

    @Test func `a reader may ask Wings for something`() async throws {
        let wings = ScriptedWings()
        try await ScriptedNode.run(script: wings.answer) { node in
            try await follow(wings, at: node, options()) { events in
                for await event in events where event == .connected { break }
                await events.send(.setState(.restart))
                await wings.state.wait { $0.requests == ["set state"] }
            }
        }
    }
}
