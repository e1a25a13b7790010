import Glibc
import TestSupport
import Testing

/// Many clients of plain sockets on one thread: some that scrape, and some that hold on to what they get.
struct SocketCrowd {
    /// What became of them.
    struct Report: Sendable {
        /// Scrapes that were answered 200, whole.
        var answered = 0
        /// Scrapes that were answered otherwise, or not.
        var failed = 0
        /// The longest time from a connection's beginning, or from a request, to the answer's last byte.
        var slowest = Duration.zero
        /// Slow clients that were told 503.
        var refused = 0
        /// Slow clients whose connection was closed without a word.
        var cutOff = 0
        /// The most slow clients that were connected at once.
        var held = 0
    }

    /// Clients that ask once a second, each on a connection of its own that is kept.
    var scrapers = 0
    /// Clients that ask once a second, with a new connection each time.
    var newcomers = 0
    /// Clients that begin a request and then send a byte a second; one that was cut off begins again.
    var slow = 0
    /// What scrapers send beside the request line.
    var headers = "Accept-Encoding: gzip\r\n"

    /// Lets them at a server of this machine for a while.
    func run(port: UInt16, for duration: Duration) async throws -> Report {
        let result = await apart {
            Result {
                var loop = CrowdLoop(self, port: port)
                return try loop.run(for: duration)
            }
        }
        return try result.get()
    }
}

/// The thread of a crowd.
private struct CrowdLoop {
    private enum Kind { case scraper, newcomer, slow }

    private struct Client {
        let kind: Kind
        var socket: Int32 = -1
        /// When it is to act next.
        var due: ContinuousClock.Instant
        /// When its scrape began; nil while none is under way.
        var began: ContinuousClock.Instant?
        /// The bytes of the answer's head so far.
        var head: [UInt8] = []
        /// The bytes that are missing; nil until the head was read.
        var missing: Int?
        /// Whether it was refused, and is gone for good.
        var isRefused = false
    }

    private let crowd: SocketCrowd
    private let port: UInt16
    private var clients: [Client] = []
    private var report = SocketCrowd.Report()
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    init(_ crowd: SocketCrowd, port: UInt16) {
        self.crowd = crowd
        self.port = port
        let kinds: [(Kind, Int)] = [(.slow, crowd.slow), (.scraper, crowd.scrapers), (.newcomer, crowd.newcomers)]
        for (kind, count) in kinds {
            for number in 0..<count {
                // Spread over a second; slow ones come first.
                let wait = kind == .slow ? .zero : Duration.seconds(1) + .seconds(1) / count * number
                clients.append(Client(kind: kind, due: .now + wait))
            }
        }
    }

    mutating func run(for duration: Duration) throws -> SocketCrowd.Report {
        let end = ContinuousClock.now + duration
        defer { for client in clients where client.socket >= 0 { close(client.socket) } }
        while ContinuousClock.now < end {
            let now = ContinuousClock.now
            for index in clients.indices where clients[index].due <= now { try act(index, at: now) }
            report.held = max(report.held, clients.count { $0.kind == .slow && $0.socket >= 0 })
            let open = clients.indices.filter { clients[$0].socket >= 0 }
            var waiting = open.map { pollfd(fd: clients[$0].socket, events: Int16(POLLIN), revents: 0) }
            guard poll(&waiting, nfds_t(waiting.count), 10) > 0 else { continue }
            for (index, event) in zip(open, waiting) where event.revents != 0 { read(index) }
        }
        // An answer that has not come is late by what has passed.
        for client in clients { note(client.began, at: .now) }
        return report
    }

    private mutating func act(_ index: Int, at now: ContinuousClock.Instant) throws {
        clients[index].due = now + .seconds(1)
        guard !clients[index].isRefused else { return }
        if clients[index].kind == .slow, clients[index].socket >= 0 {
            _ = send(clients[index].socket, "x", 1, Int32(MSG_NOSIGNAL))
            return
        }
        if clients[index].began != nil {
            // Still under way after a second.
            note(clients[index].began, at: now)
            return
        }
        clients[index].began = clients[index].kind == .slow ? nil : now
        if clients[index].socket < 0 { clients[index].socket = try connected() }
        let head = "GET /metrics HTTP/1.1\r\nHost: test\r\n"
        let text = clients[index].kind == .slow ? head + "X-Slow: " : head + crowd.headers + "\r\n"
        _ = send(clients[index].socket, text, text.utf8.count, Int32(MSG_NOSIGNAL))
    }

    private mutating func read(_ index: Int) {
        let socket = clients[index].socket
        if let missing = clients[index].missing {
            let count = recv(socket, nil, missing, Int32(MSG_TRUNC) | Int32(MSG_DONTWAIT))
            guard count > 0 else { return lose(index) }
            clients[index].missing = missing - count
        } else {
            let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { return lose(index) }
            clients[index].head += buffer[..<count]
            guard let end = clients[index].head.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else { return }
            let text = String(decoding: clients[index].head[..<end], as: UTF8.self)
            guard clients[index].kind != .slow, text.hasPrefix("HTTP/1.1 200"),
                let match = text.firstMatch(of: /(?i)content-length: (\d+)/), let length = Int(match.1)
            else { return refuse(index) }
            clients[index].missing = length - (clients[index].head.count - end)
        }
        guard clients[index].missing == 0 else { return }
        note(clients[index].began, at: .now)
        report.answered += 1
        clients[index].began = nil
        clients[index].head = []
        clients[index].missing = nil
        if clients[index].kind == .newcomer { hangUp(index) }
    }

    private mutating func refuse(_ index: Int) {
        if clients[index].kind == .slow {
            report.refused += 1
            clients[index].isRefused = true
        } else {
            report.failed += 1
        }
        hangUp(index)
    }

    private mutating func lose(_ index: Int) {
        if clients[index].kind == .slow {
            report.cutOff += 1
        } else if clients[index].began != nil {
            report.failed += 1
        }
        hangUp(index)
    }

    private mutating func hangUp(_ index: Int) {
        close(clients[index].socket)
        clients[index].socket = -1
        clients[index].began = nil
        clients[index].head = []
        clients[index].missing = nil
    }

    private mutating func note(_ began: ContinuousClock.Instant?, at now: ContinuousClock.Instant) {
        if let began { report.slowest = max(report.slowest, now - began) }
    }

    private func connected() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        try #require(descriptor >= 0, "no socket: errno \(errno)")
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let result = withUnsafeBytes(of: &name) { bytes in
            bytes.baseAddress.map {
                connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
            } ?? -1
        }
        try #require(result == 0, "no connection: errno \(errno)")
        return descriptor
    }
}
