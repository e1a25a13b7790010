import Agent
import PterodactylAPI
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct StreamHubTests {
    private let good = Result<WebSocketCredentials, PanelError>.success(HubBench.credentials)

    @Test(arguments: [nil, "https://other.example.com"])
    func `credentials are asked of the core, and its answer opens the socket`(origin: String?) async throws {
        let bench = try await HubBench.run(answer: nil) { bench in
            await bench.hub.follow(HubBench.order("a", origin: origin))
            await bench.heard.wait { !$0.isEmpty }
            #expect(bench.heard.value.wanted == [HubBench.address("a")])
            #expect(bench.connector.state.value.sockets.isEmpty)
            await bench.hub.answer(HubBench.address("a"), good)
            await bench.heard.wait { !$0.batches.isEmpty }
            let connected = StreamedEvent(address: HubBench.address("a"), event: .connected, at: HubBench.start)
            #expect(bench.heard.value.batches == [[connected]])
        }
        let expected = WebSocketRequest(url: "wss://node.example.com/ws", origin: origin ?? HubBench.panelURL)
        #expect(bench.connector.state.value.sockets.map(\.request) == [expected])
        #expect(bench.connector.state.value.open == 0)
    }

    @Test func `a refusal ends the stream, and the same order then begins a new one`() async throws {
        let refusal = PanelError.notFound(detail: "gone")
        let bench = try await HubBench.run(answer: .failure(refusal)) { bench in
            for round in 1...2 {
                await bench.hub.follow(HubBench.order("a"))
                await bench.heard.wait { $0.batches.count == round }
            }
        }
        let ended = StreamEvent.ended(.refusedByPanel(refusal))
        #expect(bench.heard.value.said(of: "a") == [ended, ended])
        #expect(bench.heard.value.wanted.count == 2)
        #expect(bench.connector.state.value.sockets.isEmpty)
    }

    @Test func `an answer that nobody waits for is dropped, and so is a second one`() async throws {
        let late = WebSocketCredentials(token: Secret("dummy"), socket: "wss://late.example.com/ws")
        let bench = try await HubBench.run(answer: nil) { bench in
            await bench.hub.answer(HubBench.address("a"), .success(late))
            await bench.hub.follow(HubBench.order("a"))
            await bench.heard.wait { !$0.wanted.isEmpty }
            await bench.hub.answer(HubBench.address("a"), good)
            await bench.hub.answer(HubBench.address("a"), .success(late))
            await bench.heard.wait { !$0.batches.isEmpty }
        }
        #expect(bench.connector.state.value.sockets.map(\.request.url) == [HubBench.credentials.socket])
        #expect(bench.heard.value.wanted.count == 1)
    }

    @Test func `a lost socket is told, and made again with new credentials`() async throws {
        let bench = try await HubBench.run { bench in
            let socket = try #require(await bench.connect("a"))
            socket.say(.closed(.abnormal))
            await bench.heard.wait { $0.said(of: "a").count == 4 }
        }
        let said = bench.heard.value.said(of: "a")
        guard case .disconnected(.closed(.abnormal), _) = said[1], case .gap(.reconnected, _) = said[3] else {
            Issue.record("\(said)")
            return
        }
        #expect(said[0] == .connected && said[2] == .connected)
        #expect(bench.heard.value.wanted.count == 2)
    }

    @Test func `an order that is followed already changes nothing`() async throws {
        let bench = try await HubBench.run { bench in
            _ = await bench.connect("a")
            await bench.hub.follow(HubBench.order("a"))
            // Orders are carried out one after the other: after this one, the last would have been.
            _ = await bench.connect("b")
        }
        #expect(bench.connector.state.value.sockets.count == 2)
        #expect(bench.heard.value.wanted == [HubBench.address("a"), HubBench.address("b")])
    }

    @Test func `an order for another node takes the place of the old one, over that node's own connector`() async throws
    {
        _ = try await HubBench.run { bench in
            let old = try #require(await bench.connect("a"))
            await bench.hub.follow(HubBench.order("a", node: "other"))
            await bench.connector.state.wait { $0.open == 0 }
            await bench.otherConnector.state.wait { $0.open == 1 }
            await bench.heard.wait { $0.said(of: "a").count == 2 }
            old.sayStats(1)
            old.say("status", "offline")
            bench.otherConnector.state.value.sockets.first?.say("status", "running")
            await bench.heard.wait { $0.said(of: "a").count > 2 }
            #expect(bench.heard.value.said(of: "a") == [.connected, .connected, .event(.status(.running))])
        }
    }

    @Test func `another origin restarts a stream`() async throws {
        let bench = try await HubBench.run { bench in
            _ = await bench.connect("a")
            await bench.hub.follow(HubBench.order("a", origin: "https://other.example.com"))
            await bench.heard.wait { $0.said(of: "a").count == 2 }
        }
        let origins = bench.connector.state.value.sockets.map(\.request.origin)
        #expect(origins == [HubBench.panelURL, "https://other.example.com"])
    }

    @Test func `who is followed no more is closed, and what waited of it is forgotten`() async throws {
        _ = try await HubBench.run { bench in
            let socket = try #require(await bench.connect("a"))
            socket.sayStats(1)
            await bench.connector.state.wait { $0.sockets.first?.isHeardOut == true }
            await bench.hub.unfollow(HubBench.address("a"))
            await bench.connector.state.wait { $0.open == 0 }
            #expect(bench.heard.value.said(of: "a") == [.connected])
            await bench.hub.follow(HubBench.order("a"))
            await bench.connector.state.wait { $0.open == 1 }
            bench.connector.state.value.sockets.last?.say("status", "running")
            await bench.heard.wait { $0.said(of: "a").count == 3 }
            #expect(bench.heard.value.said(of: "a") == [.connected, .connected, .event(.status(.running))])
        }
    }

    @Test func `who is let go while it waits for credentials never opens a socket`() async throws {
        let bench = try await HubBench.run(answer: nil) { bench in
            await bench.hub.follow(HubBench.order("a"))
            await bench.heard.wait { !$0.wanted.isEmpty }
            await bench.hub.unfollow(HubBench.address("a"))
            await bench.hub.answer(HubBench.address("a"), good)
        }
        #expect(bench.connector.state.value.sockets.isEmpty)
        #expect(bench.heard.value.batches.isEmpty)
    }

    @Test func `a panel that nobody knows is not followed`() async throws {
        let bench = try await HubBench.run { bench in
            let address = StreamAddress(panel: "unknown", server: ServerUUID("a"))
            await bench.hub.follow(StreamOrder(address: address, node: "node-1", origin: nil))
            _ = await bench.connect("b")
        }
        #expect(bench.heard.value.wanted == [HubBench.address("b")])
    }

    @Test func `cancellation leaves nothing, neither sockets nor who waits for credentials`() async throws {
        let bench = try await HubBench.run(answer: nil) { bench in
            for number in 0..<40 { await bench.hub.follow(HubBench.order("\(number)")) }
            await bench.heard.wait { $0.wanted.count == 40 }
            for number in 0..<20 { await bench.hub.answer(HubBench.address("\(number)"), good) }
            await bench.connector.state.wait { $0.open == 20 }
        }
        #expect(bench.connector.state.value.open == 0)
        let count = bench.heard.value.count
        await bench.hub.answer(HubBench.address("30"), good)
        #expect(bench.connector.state.value.sockets.count == 20)
        #expect(bench.heard.value.count == count)
    }
}
