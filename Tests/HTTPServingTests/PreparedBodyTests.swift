import HTTPServing
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct PreparedBodyTests {
    @Test func `a body keeps its bytes`() {
        #expect(PreparedBody([]).count == 0)
        #expect(PreparedBody([]).bytes == [])
        #expect(PreparedBody([1, 2, 3]).bytes == [1, 2, 3])
    }

    @Test func `long parts are those that were given, and not copies`() throws {
        let parts = (0..<3).map { [UInt8](repeating: UInt8($0), count: PreparedBody.mostInOnePiece / 2 + $0) }
        let body = PreparedBody(parts: [parts[0], [], parts[1], parts[2]])
        let longer = body.followed(by: [5, 6])
        #expect(body.bytes == parts.flatMap(\.self))
        #expect(longer.bytes == body.bytes + [5, 6])
        #expect(longer.count == body.count + 2)
        #expect(body.followed(by: []).bytes == body.bytes)
        let places = parts.map { $0.withUnsafeBytes(\.baseAddress) }
        #expect(body.parts.map { $0.withUnsafeBytes(\.baseAddress) } == places)
        #expect(longer.parts.dropLast().map { $0.withUnsafeBytes(\.baseAddress) } == places)
    }

    @Test func `a short body and its ending are one piece`() {
        let parts = (0..<3).map { [UInt8](repeating: UInt8($0), count: PreparedBody.leastPart) }
        let body = PreparedBody(parts: parts)
        #expect(body.parts.count == 3)
        #expect(body.followed(by: [5, 6]).parts == [parts.flatMap(\.self) + [5, 6]])
    }

    @Test func `short parts are gathered to long ones`() {
        let parts = (0..<100).map { [UInt8](repeating: UInt8($0), count: 1_000 * $0) }
        let body = PreparedBody(parts: parts)
        #expect(body.bytes == parts.flatMap(\.self))
        #expect(body.parts.dropLast().allSatisfy { $0.count >= PreparedBody.leastPart })
        #expect(body.parts.count < 2 + body.count / PreparedBody.leastPart)
    }

    @Test(arguments: [(1, 1), (2, 1), (100, 1), (5_000, 1), (5_000, 8), (PreparedBody.mostParts + 1, 300)])
    func `a body of any number of parts is sent whole, beside headers of any length, and HEAD knows how long it is`(
        count: Int,
        scale: Int
    ) async throws {
        let parts = (0..<count).map { index in
            [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: (1 + index * 37 % 500) * scale)
        }
        let body = PreparedBody(parts: parts).followed(by: Array("end".utf8))
        let whole = parts.flatMap { $0 } + Array("end".utf8)
        #expect(body.parts.count <= PreparedBody.mostParts + 1)
        #expect(body.parts.count == 1 || whole.count > PreparedBody.mostInOnePiece)
        #expect(body.parts.count > 10 || whole.count <= PreparedBody.mostInOnePiece)
        var router = Router()
        router.get("/") { _ in ServedResponse(body: .prepared(body)) }
        try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            for length in [0, 4_000, 8_000] {
                let header = "X-Long: \(String(repeating: "x", count: length))\r\n"
                connection.request("GET", "/", headers: header)
                #expect(try await connection.received().body == whole)
                connection.request("HEAD", "/", headers: header)
                #expect(try await connection.received(toHead: true).headers["content-length"] == "\(whole.count)")
            }
        }
    }

    @Test func `an empty prepared body is an empty answer`() async throws {
        var router = Router()
        router.get("/") { _ in ServedResponse(body: .prepared(PreparedBody([]))) }
        try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/")
            #expect(try await connection.received().body.isEmpty)
        }
    }

    @Test func `a page replaced all the time is always one page whole`() async throws {
        let length = 300_000
        let published = Locked(PreparedBody([UInt8](repeating: 0, count: length)))
        let isDone = Locked(false)
        var router = Router()
        router.get("/metrics") { _ in ServedResponse(body: .prepared(published.withLock { $0 })) }
        async let replaced: Void = apart {
            var number: UInt8 = 0
            while !isDone.withLock({ $0 }) {
                number &+= 1
                let next = PreparedBody([UInt8](repeating: number, count: length))
                published.withLock { $0 = next }
            }
        }
        try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            defer { isDone.withLock { $0 = true } }
            let connections = try (0..<4).map { _ in try RawConnection(port: server.address.port) }
            var seen: Set<UInt8> = []
            var rounds = 0
            while rounds < 50 || seen.count < 2 {
                rounds += 1
                for connection in connections { connection.request("GET", "/metrics") }
                for connection in connections {
                    let page = try await connection.received().body
                    let first = try #require(page.first)
                    seen.insert(first)
                    #expect(page == [UInt8](repeating: first, count: length))
                }
            }
        }
        await replaced
    }
}
