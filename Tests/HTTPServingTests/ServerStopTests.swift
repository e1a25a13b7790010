import Dispatch
import Glibc
import HTTPServing
import TestSupport
import Testing

/// What a stop leaves behind: answers finished, connections closed, the port free, nothing held.
@Suite(.timeLimit(.minutes(3)))
struct ServerStopTests {
    private let loopback = ListenAddress(.ipv4("127.0.0.1"), port: 0)

    private final class Marker: Sendable {}

    private struct WeakMarker { weak var marker: Marker? }

    @Test func `an idle connection does not hold up a stop`() async throws {
        var router = Router()
        router.get("/") { _ in .text("ok") }
        let server = try HTTPServer.start(on: loopback, router: router)
        let idle = try RawConnection(port: server.address.port)
        idle.request("GET", "/")
        #expect(try await idle.received().status == 200)
        let halfway = try RawConnection(port: server.address.port)
        halfway.send("GET / HTTP/1.1\r\n")
        let duration = await ContinuousClock().measure { await server.stop(within: .seconds(60)) }
        #expect(duration < .seconds(30))
        #expect(await idle.isClosed())
        #expect(await halfway.isClosed())
    }

    @Test func `a request in flight is finished while new connections are refused`() async throws {
        let entered = DispatchSemaphore(value: 0)
        let release = DispatchSemaphore(value: 0)
        let page = PreparedBody([UInt8](repeating: 7, count: 8 << 20))
        var router = Router()
        router.get("/slow") { _ in
            entered.signal()
            release.wait()
            return ServedResponse(body: .prepared(page))
        }
        let server = try HTTPServer.start(on: loopback, router: router)
        let port = server.address.port
        let connection = try RawConnection(port: port)
        connection.request("GET", "/slow")
        await apart { entered.wait() }
        async let stopped: Void = server.stop(within: .seconds(60))
        while (try? RawConnection(port: port)) != nil { await Task.yield() }
        release.signal()
        let answer = try await connection.received()
        #expect(answer.status == 200)
        #expect(answer.body == page.bytes)
        #expect(answer.headers["connection"]?.lowercased() == "close")
        await stopped
    }

    @Test func `a client that stops reading is cut off after the limit`() async throws {
        let page = PreparedBody([UInt8](repeating: 7, count: 64 << 20))
        let entered = Locked(false)
        var router = Router()
        router.get("/big") { _ in
            entered.withLock { $0 = true }
            return ServedResponse(body: .prepared(page))
        }
        let server = try HTTPServer.start(on: loopback, router: router)
        let stuck = try RawConnection(port: server.address.port)
        stuck.request("GET", "/big")
        while !entered.withLock({ $0 }) { await Task.yield() }
        let duration = await ContinuousClock().measure { await server.stop(within: .milliseconds(100)) }
        #expect(duration < .seconds(30))
    }

    @Test func `the same port can be served again at once`() async throws {
        var router = Router()
        router.get("/") { _ in .text("ok") }
        let first = try HTTPServer.start(on: loopback, router: router)
        let address = first.address
        let connection = try RawConnection(port: address.port)
        connection.request("GET", "/")
        #expect(try await connection.received().status == 200)
        await first.stop()
        await first.stop()
        try await HTTPServer.withServer(on: address, router: router) { server in
            #expect(server.address == address)
            let again = try RawConnection(port: address.port)
            again.request("GET", "/")
            #expect(try await again.received().status == 200)
        }
    }

    @Test func `nothing of the handlers is held after the stop`() async throws {
        let (server, held) = try servedMarker()
        let connection = try RawConnection(port: server.address.port)
        connection.request("GET", "/")
        #expect(try await connection.received().status == 200)
        #expect(held.marker != nil)
        await server.stop()
        #expect(held.marker == nil)
    }

    @Test func `a server that is dropped without a stop closes by itself`() async throws {
        var server: HTTPServer? = try HTTPServer.start(on: loopback, router: Router())
        let port = try #require(server?.address.port)
        let connection = try RawConnection(port: port)
        server = nil
        #expect(await connection.isClosed())
        #expect(throws: RawConnection.Refused.self) { _ = try RawConnection(port: port) }
    }

    private func servedMarker() throws -> (HTTPServer, WeakMarker) {
        let marker = Marker()
        var router = Router()
        router.get("/") { _ in .text("\(ObjectIdentifier(marker).hashValue)") }
        return (try HTTPServer.start(on: loopback, router: router), WeakMarker(marker: marker))
    }
}
