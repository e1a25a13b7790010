import Glibc

/// A value behind a POSIX mutex, for short synchronous sections.
///
/// Not `Synchronization.Mutex`: Thread Sanitizer does not see inside that one on Linux, and would report a race on all
/// that it guards, while it knows every POSIX mutex.
@safe package final class Locked<Value: Sendable>: @unchecked Sendable {
    // @unchecked because `value` is touched only between lock and unlock.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    /// Puts a value behind a lock of its own.
    package init(_ value: Value) {
        // On the heap because a POSIX mutex must not move once it was used.
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
        self.value = value
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Runs a closure on the value while no other thread has it; the closure calls nothing that could wait.
    package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
