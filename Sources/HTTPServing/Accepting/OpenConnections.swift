/// The connections that are open, what each has to do by when, and whether one more may be opened.
///
/// A connection is known by its descriptor. Times are the caller's. Where all places are taken a few more are let in on
/// trial: one that sends a request at once takes the place of who has been slow; one that does not is told that there is no
/// room. So slow clients cannot lock out one who is not, even of their own address.
package struct OpenConnections: Sendable {
    /// A connection that is to end.
    package struct Ending: Equatable, Sendable {
        /// Which.
        package let descriptor: Int32
        /// Whether it is to be told that there is no room: it was on trial, and nothing was said to it yet.
        package let isRefused: Bool

        /// Makes one.
        package init(_ descriptor: Int32, isRefused: Bool = false) {
            self.descriptor = descriptor
            self.isRefused = isRefused
        }
    }

    private struct Connection {
        let client: ClientAddress
        /// When it is to be cut off.
        var deadline: ContinuousClock.Instant
        /// Since when it has nothing to be answered; nil while it has.
        var waitingSince: ContinuousClock.Instant?
        /// Whether a request of it was answered.
        var isProven = false
        /// Whether it has no place of its own.
        var isOnTrial: Bool
        /// Whether it was cut off, and is only waited for.
        var isCutOff = false
    }

    private struct Count {
        var all = 0
        var onTrial = 0
    }

    /// How long a trial is, and how long a connection must have waited for a request until another one takes its place.
    package static let patience = Duration.seconds(1)

    private let limits: ServerLimits
    private var connections: [Int32: Connection] = [:]
    private var counts: [ClientAddress: Count] = [:]
    private var total = Count()

    /// How many there are, without those that were cut off.
    package var count: Int { total.all }

    /// Starts with none.
    package init(_ limits: ServerLimits) { self.limits = limits }

    /// How many are let in on trial where a number of places is taken.
    static func trials(for places: Int) -> Int { max(4, places / 8) }

    /// Takes a connection in; false when there is no room.
    package mutating func admit(_ descriptor: Int32, from client: ClientAddress, at now: ContinuousClock.Instant)
        -> Bool
    {
        // libmicrohttpd may close one that it has no memory for without a word; then its descriptor is another's.
        end(descriptor)
        let own = counts[client, default: Count()]
        let isFull = isFull(total, limits.connections) || isFull(own, limits.connectionsPerAddress)
        if isFull {
            guard total.onTrial < Self.trials(for: limits.connections),
                limits.connectionsPerAddress <= 0 || own.onTrial < Self.trials(for: limits.connectionsPerAddress)
            else { return false }
        }
        connections[descriptor] = Connection(
            client: client,
            deadline: now + (isFull ? Self.patience : limits.headTimeout),
            waitingSince: now,
            isOnTrial: isFull
        )
        count(client, all: 1, onTrial: isFull ? 1 : 0)
        return true
    }

    /// A request's line was read: its headers have to come soon.
    package mutating func beginHead(_ descriptor: Int32, at now: ContinuousClock.Instant) {
        guard let place = connections.index(forKey: descriptor) else { return }
        connections.values[place].deadline = min(connections.values[place].deadline, now + limits.headTimeout)
    }

    /// A request's headers were read: its body has to come soon.
    /// - Returns: whose place it takes, where it was on trial.
    package mutating func beginBody(_ descriptor: Int32, at now: ContinuousClock.Instant) -> Ending? {
        guard let place = connections.index(forKey: descriptor), !connections.values[place].isCutOff else { return nil }
        connections.values[place].waitingSince = nil
        connections.values[place].deadline = now + limits.bodyTimeout
        let connection = connections.values[place]
        guard connection.isOnTrial else { return nil }
        let isOwnFull = isFull(counts[connection.client, default: Count()], limits.connectionsPerAddress)
        guard let slowest = slowest(of: isOwnFull ? connection.client : nil, at: now) else { return nil }
        cutOff(slowest)
        connections[descriptor]?.isOnTrial = false
        count(connection.client, all: 0, onTrial: -1)
        return Ending(slowest)
    }

    /// A request was read to its end: its answer has to be made and taken some day.
    package mutating func beginAnswer(_ descriptor: Int32, at now: ContinuousClock.Instant) {
        connections[descriptor]?.deadline = now + limits.deferredTimeout + limits.answerTimeout
    }

    /// An answer was taken: another request may come, but to one that is still on trial.
    package mutating func beginIdleness(_ descriptor: Int32, at now: ContinuousClock.Instant) {
        guard let place = connections.index(forKey: descriptor) else { return }
        connections.values[place].isProven = true
        connections.values[place].waitingSince = now
        // Silence is cut off by the daemon; this is for who sends a byte now and then.
        let pause = connections.values[place].isOnTrial ? Self.patience : limits.idleTimeout + limits.headTimeout
        connections.values[place].deadline = now + pause
    }

    /// A connection ended.
    package mutating func end(_ descriptor: Int32) {
        cutOff(descriptor)
        connections[descriptor] = nil
    }

    /// The connections whose time is over; they take no place any more, and are to be cut off.
    package mutating func overdue(at now: ContinuousClock.Instant) -> [Ending] {
        let late = connections.filter { !$0.value.isCutOff && $0.value.deadline <= now }
        for descriptor in late.keys { cutOff(descriptor) }
        return late.map { descriptor, connection in
            Ending(
                descriptor,
                isRefused: connection.isOnTrial && !connection.isProven && connection.waitingSince != nil
            )
        }
    }

    private func isFull(_ count: Count, _ limit: Int) -> Bool { limit > 0 && count.all - count.onTrial >= limit }

    /// Who has waited longest for a request; one that never sent any before one that did.
    private func slowest(of client: ClientAddress?, at now: ContinuousClock.Instant) -> Int32? {
        var slowest: (descriptor: Int32, isProven: Bool, since: ContinuousClock.Instant)?
        for (descriptor, connection) in connections where !connection.isCutOff && !connection.isOnTrial {
            guard client == nil || client == connection.client, let since = connection.waitingSince,
                now - since >= Self.patience
            else { continue }
            if let slowest, (slowest.isProven ? 1 : 0, slowest.since) <= (connection.isProven ? 1 : 0, since) {
                continue
            }
            slowest = (descriptor, connection.isProven, since)
        }
        return slowest?.descriptor
    }

    private mutating func cutOff(_ descriptor: Int32) {
        guard let connection = connections[descriptor], !connection.isCutOff else { return }
        connections[descriptor]?.isCutOff = true
        count(connection.client, all: -1, onTrial: connection.isOnTrial ? -1 : 0)
    }

    private mutating func count(_ client: ClientAddress, all: Int, onTrial: Int) {
        total.all += all
        total.onTrial += onTrial
        var own = counts[client, default: Count()]
        own.all += all
        own.onTrial += onTrial
        counts[client] = own.all > 0 ? own : nil
    }
}
