import Dispatch
import HTTPServing
import Testing

@Suite(.timeLimit(.minutes(2)))
struct PreparedBodyTests {
    @Test func `a body keeps its bytes`() {
        #expect(PreparedBody([]).count == 0)
        #expect(PreparedBody([]).bytes == [])
        #expect(PreparedBody([1, 2, 3]).bytes == [1, 2, 3])
    }

    @Test func `an empty prepared body is an empty answer`() async throws {
        var router = Router()
        router.get("/") { _ in ServedResponse(body: .prepared(PreparedBody([]))) }
        try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/")
            #expect(try connection.answer().body.isEmpty)
        }
    }

    @Test func `a page replaced all the time is always one page whole`() async throws {
        let length = 300_000
        let published = Locked(PreparedBody([UInt8](repeating: 0, count: length)))
        let isDone = Locked(false)
        var router = Router()
        router.get("/metrics") { _ in ServedResponse(body: .prepared(published.withLock { $0 })) }
        let replacing = DispatchGroup()
        DispatchQueue.global().async(group: replacing) {
            var number: UInt8 = 0
            while !isDone.withLock({ $0 }) {
                number &+= 1
                let next = PreparedBody([UInt8](repeating: number, count: length))
                published.withLock { $0 = next }
            }
        }
        try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            let connections = try (0..<4).map { _ in try RawConnection(port: server.address.port) }
            var seen: Set<UInt8> = []
            var rounds = 0
            while rounds < 50 || seen.count < 2 {
                rounds += 1
                for connection in connections { connection.request("GET", "/metrics") }
                for connection in connections {
                    let page = try connection.answer().body
                    let first = try #require(page.first)
                    seen.insert(first)
                    #expect(page == [UInt8](repeating: first, count: length))
                }
            }
        }
        isDone.withLock { $0 = true }
        await withCheckedContinuation { continuation in
            replacing.notify(queue: .global()) { continuation.resume() }
        }
    }
}
