import Foundation
import PanelSimulator
import PanelTransport
import PterodactylAPI
import Testing

/// Tokens that end and events that are lost, over TLS against the simulated Wings: nothing is lost without a word.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct SimulatedLossTests {
    private func follow(
        _ truth: ServerTruth,
        on host: SimulatedHost,
        _ options: ServerEventsOptions = SimulatedHost.options,
        _ work: (ServerEvents) async throws -> Void
    ) async throws {
        try await withServerEvents(
            of: truth.uuid,
            through: host.panel,
            over: host.connector,
            options: options,
            work
        )
    }

    @Test func `a token is renewed over two lifetimes, and no event is refused or lost`() async throws {
        // A token lives six seconds in this world.
        try await SimulatedHost.with(timeScale: 100) { host in
            let truth = try host.runningServer()
            var options = SimulatedHost.options
            // Tokens tell their end in whole seconds, of which six are too few for the usual nine tenths.
            options.timing.renewalPart = 0.4...0.6
            try await follow(truth, on: host, options) { events in
                let start = ContinuousClock.now
                var stats = 0
                for await event in events {
                    switch event {
                    case .event(.stats): stats += 1
                    case .connected, .event(.status), .event(.console), .event(.tokenExpiring): break
                    default: Issue.record("\(event)")
                    }
                    if ContinuousClock.now - start > .seconds(13) { break }
                }
                #expect(stats > 20)
            }
            // One for each half of a lifetime, and no storm of them.
            let asked = try await host.requests(of: "websocket")
            #expect((4...8).contains(asked), "\(asked)")
        }
    }

    @Test func `a revoked token is replaced, and the gap is told`() async throws {
        try await SimulatedHost.with { host in
            let truth = try host.runningServer()
            let credentials = try await host.panel.client.servers(truth.uuid).websocket().send()
            let head = try #require(credentials.token.reveal().split(separator: ".").first)
            let padded = head.replacing("-", with: "+").replacing("_", with: "/")
                .padding(toLength: (head.count + 3) / 4 * 4, withPad: "=", startingAt: 0)
            let json = try #require(Data(base64Encoded: padded))
            let id = try #require(JSONValue(parsing: Array(json))?["jti"]?.string)
            try await follow(truth, on: host) { events in
                var iterator = events.makeAsyncIterator()
                while let event = await iterator.next(), event != .event(.status(.running)) {}
                let nodes = try await host.panel.application.nodes.list().all()
                let wings = try await host.panel.wings(try #require(nodes.first { $0.name == truth.node }))
                try await wings.servers(truth.uuid).denyTokens([id]).send()
                var isGapTold = false
                while let event = await iterator.next() {
                    if case .gap = event { isGapTold = true }
                    if isGapTold, case .event(.stats) = event { break }
                }
                #expect(isGapTold)
            }
        }
    }

    @Test func `a stop whose events are lost is found out, and told as a gap`() async throws {
        try await SimulatedHost.with { host in
            let truth = try host.runningServer()
            var options = SimulatedHost.options
            options.timing.statsAfter = .milliseconds(300)
            options.timing.stateTolerance = .milliseconds(300)
            options.timing.probeTimeout = .seconds(2)
            try await follow(truth, on: host, options) { events in
                var iterator = events.makeAsyncIterator()
                while let event = await iterator.next(), event != .event(.status(.running)) {}
                try host.simulator.apply(.loseEvents(truth.identifier, count: 40))
                try host.simulator.apply(.stop(truth.identifier, via: .web))
                var isGapTold = false
                while let event = await iterator.next() {
                    if case .gap = event { isGapTold = true }
                    if case .event(.stats(let stats)) = event, isGapTold, stats.state == .offline { break }
                    if event == .event(.status(.offline)), isGapTold { break }
                }
                #expect(isGapTold)
            }
        }
    }

    @Test func `a reader slower than the stream costs no more than its bound, and hears of what it missed`()
        async throws
    {
        try await SimulatedHost.with { host in
            let truth = try host.runningServer()
            var options = SimulatedHost.options
            options.capacity = 16
            try await follow(truth, on: host, options) { events in
                var iterator = events.makeAsyncIterator()
                while let event = await iterator.next(), event != .event(.status(.running)) {}
                var dropped = 0
                while dropped == 0 {
                    for number in 0..<200 {
                        await events.send(.sendCommand("say \(number)"))
                        #expect(events.bufferedCount <= 17)
                    }
                    // What answers them comes in its own time, and a reader is slow only once the buffer is full.
                    while events.bufferedCount < 16 { try await Task.sleep(for: .milliseconds(5)) }
                    while events.bufferedCount > 0, let event = await iterator.next() {
                        if case .gap(.dropped(let count), _) = event { dropped = count }
                    }
                }
                #expect(dropped > 0)
            }
        }
    }
}
