/// The TLS of a server, which may be replaced while it runs.
public final class ServerTLS: Sendable {
    private let state: Locked<TLSContext>

    /// Takes options.
    /// - Throws: `TLSError` for what cannot be spoken.
    public init(_ options: TLSOptions) throws(TLSError) {
        state = Locked(try TLSContext(options))
    }

    /// Takes other options for connections that begin from now on; those that are open go on as they are.
    /// - Throws: `TLSError`; then the former ones stay.
    public func replace(with options: TLSOptions) throws(TLSError) {
        let context = try TLSContext(options)
        // Given back after the lock is, because the last holder of a context frees it.
        let former = state.withLock { state in
            defer { state = context }
            return state
        }
        withExtendedLifetime(former) {}
    }

    /// What connections that begin now are to speak.
    var current: TLSContext { state.withLock { $0 } }
}
