import CMicroHTTPD

/// A connection that waits for its answer.
///
/// libmicrohttpd keeps it, whatever the client does, until it is resumed: once, from any thread.
@safe struct SuspendedConnection: @unchecked Sendable {
    // @unchecked because the one function that is called with it locks by itself.
    private let connection: OpaquePointer

    init(_ connection: OpaquePointer) { unsafe self.connection = connection }

    /// Lets the server's thread ask for the answer.
    func resume() { unsafe MHD_resume_connection(connection) }
}
