/// The deferred answers of one server that are being made: no more than a few at once, and none for ever.
final class DeferredAnswers: Sendable {
    private struct State {
        var waiting: [Int: (answer: DeferredAnswer, work: Task<Void, Never>)] = [:]
        var admitted = 0
        var count = 0
        var isClosed = false
    }

    private let limit: Int
    private let deadline: Duration
    private let state = Locked(State())

    /// - Parameters:
    ///   - limit: how many may be made at once.
    ///   - deadline: how long each may take.
    init(limit: Int, deadline: Duration) {
        self.limit = max(1, limit)
        self.deadline = deadline
    }

    /// Takes a place for an answer; nil when there is none.
    func admit() -> DeferredAnswer? {
        state.withLock { state in
            guard !state.isClosed, state.admitted < limit else { return nil }
            state.admitted += 1
            return DeferredAnswer()
        }
    }

    /// Makes an answer that was admitted; its place is free again when the route is done, cancelled or not.
    /// - Parameter patience: how long the client waits; nil where it did not say.
    func make(
        _ answer: DeferredAnswer,
        within patience: Duration? = nil,
        by work: @escaping @Sendable () async -> ServedResponse
    ) {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        let deadline = min(deadline, patience ?? deadline)
        let task = Task {
            let timer = Task {
                do { try await Task.sleep(for: deadline) } catch { return }  // the answer came first
                answer.complete(.text("503 the answer took longer than \(deadline)", status: 503))
                self.cancel(number)
            }
            answer.complete(await work())
            timer.cancel()
            self.finish(number)
        }
        let isTooLate = state.withLock { state in
            if !state.isClosed, answer.response == nil { state.waiting[number] = (answer, task) }
            return state.isClosed
        }
        if isTooLate {
            task.cancel()
            answer.complete(Self.stopping)
        }
    }

    /// Answers all that wait with 503, and takes no more.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [:] }
            return state.waiting.values.map { $0 }
        }
        for (answer, work) in waiting {
            work.cancel()
            answer.complete(Self.stopping)
        }
    }

    private static var stopping: ServedResponse { .text("503 the server is stopping", status: 503) }

    private func cancel(_ number: Int) { state.withLock { $0.waiting[number]?.work }?.cancel() }

    private func finish(_ number: Int) {
        state.withLock { state in
            state.waiting[number] = nil
            state.admitted -= 1
        }
    }
}

extension [DeferredAnswers] {
    /// Closes all of them.
    func close() { for answers in self { answers.close() } }
}
