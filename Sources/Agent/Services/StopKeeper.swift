package import Remediation
import Synchronization

/// Throws the switch that stops all remediation, and tells the core of each change, whoever made it.
///
/// The files are the truth: what is known here is what was read of them last, at most a second ago.
package final class StopKeeper: Sendable {
    private let files: StopFiles
    private let inbox: EventInbox
    private let state: Mutex<StopSwitch?>

    /// How often it is looked whether somebody else put a file there or took it away.
    private static let interval = Duration.seconds(1)

    /// Looks at the files, and tells the core when one is there: before it hears anything else.
    package init(_ files: StopFiles, telling inbox: EventInbox) {
        self.files = files
        self.inbox = inbox
        state = Mutex(nil)
        look()
    }

    /// Who stopped it, and since when; nil when nobody did.
    package var thrown: StopSwitch? { state.withLock { $0 } }

    /// Whether ``resume(by:)`` would let remediation go on, as far as is known.
    package var isOwn: Bool { thrown.map { $0.file == files.ownFile } ?? true }

    /// Throws it.
    package func stop(by name: String, reason: String?) throws {
        try look { try files.stop(by: name, reason: reason) }
    }

    /// Takes our own file away; remediation goes on unless another one is there.
    package func resume(by name: String) throws {
        try look(after: name) { try files.resume() }
    }

    /// Reads the files.
    package func look() { look {} }

    /// Reads the files after a change of ours; the lock is held meanwhile, so that nobody tells of an older state after a newer
    /// one, or of our change without our name.
    private func look<Failure: Error>(
        after name: String? = nil,
        _ change: () throws(Failure) -> Void
    ) throws(Failure) {
        try state.withLock { known throws(Failure) in
            try change()
            let seen = files.thrown
            guard seen != known else { return }
            known = seen
            inbox.put(.stopped(seen, endedBy: name))
        }
    }

    /// Looks again and again until the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            look()
            try? await Task.sleep(for: Self.interval)  // cancelled at the end
        }
    }
}
