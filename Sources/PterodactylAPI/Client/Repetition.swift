/// Does a call again where the policy says so, within a deadline.
struct Repetition: Sendable {
    let policy: RetryPolicy
    let clock: any Clock<Duration>

    /// How long repetitions may go on when the caller gives no deadline.
    static let patience = Duration.seconds(120)

    /// Runs attempts until one succeeds, may not be repeated, or the time is over.
    ///
    /// - Throws: the last attempt's error; `transport(.timedOut)` at the deadline, `cancelled` when the task was cancelled.
    func run<Answer: Sendable>(
        _ call: APICall,
        within deadline: Duration?,
        _ attempt: @escaping @Sendable () async throws(PanelError) -> Answer
    ) async throws(PanelError) -> Answer {
        guard let deadline else {
            return try await attempts(at: call, within: Self.patience, on: clock, attempt).get()
        }
        let result = await withTaskGroup(of: Result<Answer, PanelError>?.self) { group in
            group.addTask { await attempts(at: call, within: deadline, on: clock, attempt) }
            group.addTask {
                do { try await clock.sleep(for: deadline) } catch { return nil }  // the attempts end by themselves
                return .failure(.transport(.timedOut))
            }
            defer { group.cancelAll() }
            while let result = await group.next() {
                if let result { return result }
            }
            return .failure(.cancelled)
        }
        return try result.get()
    }

    private func attempts<Answer: Sendable, Time: Clock>(
        at call: APICall,
        within limit: Duration,
        on clock: Time,
        _ attempt: @Sendable () async throws(PanelError) -> Answer
    ) async -> Result<Answer, PanelError> where Time.Duration == Duration {
        let end = clock.now.advanced(by: limit)
        var generator = SystemRandomNumberGenerator()
        for number in 1... {
            do throws(PanelError) {
                return .success(try await attempt())
            } catch {
                let delay = policy.delay(
                    after: error,
                    of: call,
                    attempt: number,
                    remaining: clock.now.duration(to: end),
                    using: &generator
                )
                guard let delay else { return .failure(error) }
                do { try await clock.sleep(for: delay) } catch { return .failure(.cancelled) }
            }
        }
        return .failure(.cancelled)
    }
}
