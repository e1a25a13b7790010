import Dispatch

/// Where queries are evaluated: on threads of their own, so that pages, polls and remediation never wait behind one.
///
/// At most as many at once as the machine has processors.
final class EvaluationExecutor: TaskExecutor {
    /// The one of the process.
    static let shared = EvaluationExecutor()

    private let queue = DispatchQueue(label: "pterowatch.queries", qos: .utility, attributes: .concurrent)

    /// Runs a task's next piece.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
