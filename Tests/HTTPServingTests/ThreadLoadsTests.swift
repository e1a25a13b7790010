import Dispatch
import HTTPServing
import Testing

@Suite(.timeLimit(.minutes(3)))
struct ThreadLoadsTests {
    @Test func `a connection is given to a thread with the fewest`() {
        var loads = ThreadLoads(threads: 3)
        #expect([10, 12, 14, 16].map { loads.begin($0) } == [0, 1, 2, 0])
        loads.end(12)
        #expect(loads.begin(18) == 1)
        #expect(loads.begin(20) == 1)
        loads.end(20)
        loads.end(20)
        #expect(loads.begin(22) == 1, "an end counts once")
        #expect(loads.begin(10) == 0, "one whose end nobody told counts no more when its descriptor comes again")
        #expect(loads.begin(24) == 2)
    }

    @Test func `two connections do not wait for each other`() async throws {
        let entered = Locked(false)
        let release = DispatchSemaphore(value: 0)
        var router = Router()
        router.get("/slow") { _ in
            entered.withLock { $0 = true }
            release.wait()
            return .text("slow")
        }
        router.get("/quick") { _ in .text("quick") }
        try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            defer { release.signal() }
            let slow = try RawConnection(port: server.address.port)
            slow.request("GET", "/slow")
            while !entered.withLock({ $0 }) { await Task.yield() }
            let quick = try RawConnection(port: server.address.port)
            quick.request("GET", "/quick")
            #expect(try await quick.received().text == "quick\n")
            withExtendedLifetime(slow) {}  // kept meanwhile
        }
    }
}
