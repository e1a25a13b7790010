import CMicroHTTPD

/// A prepared body with its header fields as libmicrohttpd's object, which many connections send at the same time.
@safe final class KeptResponse: @unchecked Sendable {
    // @unchecked because libmicrohttpd counts under a lock who still sends it, and its header fields are all set before the first
    // does; the pointer is written once.
    let fields: HeaderFields
    private let pointer: OpaquePointer

    /// Makes the object; nil when libmicrohttpd does not take it.
    init?(_ content: PreparedBody.Content, with fields: HeaderFields) {
        guard let pointer = unsafe content.makeResponse() else { return nil }
        guard unsafe fields.add(to: pointer) else {
            unsafe MHD_destroy_response(pointer)
            return nil
        }
        self.fields = fields
        unsafe self.pointer = pointer
    }

    // Connections that still send it have references of their own.
    deinit { unsafe MHD_destroy_response(pointer) }

    /// Hands it over; false when libmicrohttpd did not take it.
    func queue(on connection: OpaquePointer, status: Int) -> Bool {
        unsafe MHD_queue_response(connection, UInt32(status), pointer) == .YES
    }
}

extension PreparedBody.Content {
    /// The body as libmicrohttpd's object, which points to the parts; the caller destroys it.
    fileprivate func makeResponse() -> OpaquePointer? {
        let vectors = unsafe parts.map { part in
            // Pointed to after the call, because the bytes of such an array are one object on the heap that stays where it is
            // while it is held and not written to; `releaseContent` ends the one, and nothing does the other.
            unsafe part.withUnsafeBytes { unsafe MHD_IoVec(iov_base: $0.baseAddress, iov_len: $0.count) }
        }
        // Retained for libmicrohttpd, because it reads the bytes until it calls `releaseContent`.
        let held = unsafe Unmanaged.passRetained(self)
        let response = unsafe Self.response(of: vectors, held.toOpaque())
        if unsafe response == nil { unsafe held.release() }
        return unsafe response
    }

    /// One piece is not given as a list of one: its head would be sent apart.
    private static func response(of pieces: [MHD_IoVec], _ held: UnsafeMutableRawPointer) -> OpaquePointer? {
        if unsafe pieces.count == 1, let piece = unsafe pieces.first {
            return unsafe MHD_create_response_from_buffer_with_free_callback_cls(
                piece.iov_len,
                // Mutable because C has no other word for it here: libmicrohttpd only reads it.
                UnsafeMutableRawPointer(mutating: piece.iov_base),
                releaseContent,
                held
            )
        }
        return unsafe MHD_create_response_from_iovec(pieces, UInt32(pieces.count), releaseContent, held)
    }
}

/// Gives back the reference that the response held; called when its last answer is sent or dropped.
private func releaseContent(_ content: UnsafeMutableRawPointer?) {
    guard let content = unsafe content else { return }
    // Taken as retained because `makeResponse` passed it retained, once for each response.
    unsafe Unmanaged<PreparedBody.Content>.fromOpaque(content).release()
}
