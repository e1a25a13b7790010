public import PterodactylAPI

/// A server's events as they happen, for one reader.
///
/// A reader that is slower than the stream holds nothing up: beyond a bound, events are dropped, old `stats` and lines of
/// the console first, and told as a gap. The sequence ends after `ended`, and when the reading task is cancelled.
public struct ServerEvents: AsyncSequence, Sendable {
    /// What comes: always with the gaps in it.
    public typealias Element = StreamEvent
    /// Nothing fails; what goes wrong is an event.
    public typealias Failure = Never

    let queue: Mailbox<EventQueue>
    let driver: StreamDriver

    /// Starts to read, where the last reading stopped.
    public func makeAsyncIterator() -> Iterator { Iterator(queue: queue) }

    /// Says something to Wings; it is dropped while there is no connection, and a token is never sent this way.
    public func send(_ request: WingsRequest) async { await driver.send(request) }

    /// How many events wait to be read.
    public var bufferedCount: Int { queue.look(\.buffer.count) }

    /// Takes one event after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let queue: Mailbox<EventQueue>

        /// Waits for the next event; nil after the last, and when the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> StreamEvent? {
            await take()
        }

        /// Waits for the next event; nil after the last, and when the task is cancelled.
        public mutating func next() async -> StreamEvent? { await take() }

        private func take() async -> StreamEvent? {
            let taken = await queue.next { queue -> StreamEvent?? in
                if let event = queue.buffer.popFirst() { return .some(event) }
                return queue.isFinished ? .some(nil) : nil
            }
            return taken ?? nil
        }
    }
}
