import HTTPServing
import Testing

@Suite struct OpenConnectionsTests {
    private let start = ContinuousClock.now
    private let one = ClientAddress(bytes: [192, 0, 2, 1])
    private let other = ClientAddress(bytes: [192, 0, 2, 2])

    private func open(all: Int = 10, perAddress: Int = 2) -> OpenConnections {
        OpenConnections(
            ServerLimits(
                connections: all,
                connectionsPerAddress: perAddress,
                idleTimeout: .seconds(60),
                headTimeout: .seconds(10),
                bodyTimeout: .seconds(30),
                answerTimeout: .seconds(300),
                deferredTimeout: .seconds(120)
            )
        )
    }

    private func after(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    /// Takes connections in that never say anything.
    private func fill(_ open: inout OpenConnections, _ descriptors: ClosedRange<Int32>, from client: ClientAddress) {
        for descriptor in descriptors { #expect(open.admit(descriptor, from: client, at: start) == true) }
    }

    @Test func `an address has as many as it may and four on trial, and others have theirs`() {
        var open = open()
        fill(&open, 1...6, from: one)
        #expect(open.admit(7, from: one, at: start) == false)
        #expect(open.admit(8, from: other, at: start) == true)
        #expect(open.count == 7)
        let refused = (Int32(3)...6).map { OpenConnections.Ending($0, isRefused: true) }
        #expect(open.overdue(at: after(0.9)).isEmpty)
        #expect(open.overdue(at: after(1)).sorted { $0.descriptor < $1.descriptor } == refused)
        #expect(open.count == 3)
    }

    @Test func `without a limit of its own an address may have all`() {
        var open = open(all: 3, perAddress: 0)
        fill(&open, 1...7, from: one)
        #expect(open.admit(8, from: other, at: start) == false)
    }

    @Test func `a place is free again when a connection ends, once`() {
        var open = open(perAddress: 1)
        fill(&open, 1...5, from: one)
        open.end(1)
        open.end(1)
        #expect(open.count == 4)
        #expect(open.admit(6, from: one, at: after(0.5)) == true)
        #expect(open.overdue(at: after(1)).map(\.descriptor).sorted() == [2, 3, 4, 5], "the new one has a place")
    }

    @Test func `who sends a request on trial takes the place of who has waited longest`() {
        var open = open()
        _ = open.admit(1, from: one, at: start)
        _ = open.admit(2, from: one, at: after(0.5))
        _ = open.admit(9, from: other, at: start)
        #expect(open.admit(3, from: one, at: after(1.2)) == true)
        #expect(open.beginBody(3, at: after(1.3)) == OpenConnections.Ending(1))
        open.end(1)
        #expect(open.count == 3)
        open.beginAnswer(3, at: after(1.3))
        open.beginIdleness(3, at: after(1.3))
        #expect(!open.overdue(at: after(8)).contains { $0.descriptor == 3 }, "it is on trial no more")
    }

    @Test func `where nobody is slow one on trial is answered, and then let go`() {
        var open = open()
        _ = open.admit(1, from: one, at: start)
        _ = open.admit(2, from: one, at: start)
        _ = open.admit(3, from: one, at: start)
        #expect(open.beginBody(3, at: after(0.1)) == nil)
        open.beginAnswer(3, at: after(0.1))
        #expect(open.overdue(at: after(5)).isEmpty)
        open.beginIdleness(3, at: after(5))
        #expect(open.overdue(at: after(6)) == [OpenConnections.Ending(3)], "something was said to it")
    }

    @Test func `where all places are taken the slowest of anybody makes room, one that was answered last`() {
        var open = open(all: 3, perAddress: 0)
        _ = open.admit(1, from: one, at: start)
        #expect(open.beginBody(1, at: start) == nil)
        open.beginIdleness(1, at: start)
        _ = open.admit(2, from: other, at: after(5))
        _ = open.admit(3, from: one, at: after(4))
        for (descriptor, place) in [(Int32(4), Int32(3)), (5, 2), (6, 1)] {
            #expect(open.admit(descriptor, from: other, at: after(7)) == true)
            #expect(open.beginBody(descriptor, at: after(7)) == OpenConnections.Ending(place))
        }
        #expect(open.admit(7, from: other, at: after(7)) == true)
        #expect(open.beginBody(7, at: after(9)) == nil, "all of them are being answered")
    }

    @Test func `headers, bodies, answers and idleness each have their time`() {
        var open = open()
        _ = open.admit(1, from: one, at: start)
        #expect(open.overdue(at: after(9.9)).isEmpty)
        open.beginHead(1, at: after(9))
        #expect(open.overdue(at: after(10)) == [OpenConnections.Ending(1)], "a line gives the first head no more time")
        #expect(open.overdue(at: after(11)).isEmpty, "each is cut off once")
        open.end(1)

        _ = open.admit(2, from: one, at: start)
        _ = open.beginBody(2, at: start)
        #expect(open.overdue(at: after(29.9)).isEmpty)
        open.beginAnswer(2, at: after(29))
        #expect(open.overdue(at: after(29 + 419)).isEmpty)
        open.beginIdleness(2, at: after(400))
        #expect(open.overdue(at: after(469)).isEmpty)
        open.beginHead(2, at: after(410))
        #expect(open.overdue(at: after(419)).isEmpty)
        #expect(open.overdue(at: after(420)) == [OpenConnections.Ending(2)])
        #expect(open.count == 0)
    }

    @Test func `a connection that nobody knows changes nothing`() {
        var open = open()
        open.beginHead(7, at: start)
        #expect(open.beginBody(7, at: start) == nil)
        open.beginIdleness(7, at: start)
        open.end(7)
        #expect(open.count == 0)
        #expect(open.overdue(at: after(1_000)).isEmpty)
    }

    @Test func `a descriptor that comes again without an end is one connection`() {
        var open = open(all: 10, perAddress: 2)
        for _ in 0..<20 { #expect(open.admit(7, from: one, at: start) == true) }
        #expect(open.count == 1)
    }

    @Test func `an IPv6 site is one client, and IPv4 in IPv6 dress is IPv4`() {
        func six(_ last: [UInt8], site: UInt8 = 1) -> ClientAddress {
            ClientAddress(bytes: [0x20, 1, 0x0D, 0xB8, 0, 0, 0, site] + last)
        }
        #expect(six([0, 0, 0, 0, 0, 0, 0, 1]) == six([9, 9, 9, 9, 9, 9, 9, 9]))
        #expect(six([0, 0, 0, 0, 0, 0, 0, 1]) != six([0, 0, 0, 0, 0, 0, 0, 1], site: 2))
        let dressed = ClientAddress(bytes: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF, 192, 0, 2, 1])
        #expect(dressed == one)
        #expect(dressed != other)
    }

    @Test func `this machine is known by its own addresses`() {
        let zeroes = [UInt8](repeating: 0, count: 10)
        let dress = zeroes + [0xFF, 0xFF]
        for bytes in [[127, 0, 0, 1], [127, 9, 9, 9], zeroes + [0, 0, 0, 0, 0, 1], dress + [127, 0, 0, 1]] {
            #expect(ClientAddress(bytes: bytes).isThisMachine, "\(bytes)")
        }
        for bytes in [[], [10, 0, 0, 1], [0x20, 1] + zeroes + [0, 0, 0, 1], dress + [10, 0, 0, 1]] {
            #expect(!ClientAddress(bytes: bytes).isThisMachine, "\(bytes)")
        }
    }
}
