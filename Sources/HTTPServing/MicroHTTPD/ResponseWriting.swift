import CMicroHTTPD

extension ServedResponse {
    /// Hands the answer over to libmicrohttpd; false when it did not take it, and then closes the connection.
    ///
    /// - Parameter isLast: whether the connection is to be closed after it.
    func queue(on connection: OpaquePointer, isLast: Bool) -> Bool {
        guard let response = unsafe makeResponse(isLast: isLast) else { return false }
        // Queuing takes a reference of its own, so ours is dropped on every path.
        defer { unsafe MHD_destroy_response(response) }
        return unsafe MHD_queue_response(connection, UInt32(status), response) == .YES
    }

    private func makeResponse(isLast: Bool) -> OpaquePointer? {
        guard let response = unsafe body.makeResponse() else { return nil }
        var fields = headers.secured
        if isLast { fields["Connection"] = "close" }
        for field in fields.fields {
            // Refused are names and values with line ends: an answer split in two by a hostile value is never sent.
            guard unsafe MHD_add_response_header(response, field.name, field.value) == .YES else {
                unsafe MHD_destroy_response(response)
                return nil
            }
        }
        return unsafe response
    }
}

extension ServedResponse.Body {
    /// The body as libmicrohttpd's object; the caller destroys it.
    func makeResponse() -> OpaquePointer? {
        switch self {
        case .bytes(let bytes):
            return unsafe bytes.withUnsafeBytes { bytes in
                // Copied, because the array may be gone when the answer is sent. It is not written to: C has no const here.
                unsafe MHD_create_response_from_buffer(
                    bytes.count,
                    UnsafeMutableRawPointer(mutating: bytes.baseAddress),
                    .RESPMEM_MUST_COPY
                )
            }
        case .prepared(let body): return unsafe body.makeResponse()
        }
    }
}

extension PreparedBody {
    /// The body as libmicrohttpd's object, which points to the parts; the caller destroys it.
    fileprivate func makeResponse() -> OpaquePointer? {
        let vectors = unsafe parts.map { part in
            // Pointed to after the call, because the bytes of such an array are one object on the heap that stays where it is
            // while it is held and not written to; `releasePreparedBody` ends the one, and nothing does the other.
            unsafe part.withUnsafeBytes { unsafe MHD_IoVec(iov_base: $0.baseAddress, iov_len: $0.count) }
        }
        // Retained for libmicrohttpd, because it reads the bytes until it calls `releasePreparedBody`.
        let held = unsafe Unmanaged.passRetained(self)
        let response = unsafe MHD_create_response_from_iovec(
            vectors,
            UInt32(vectors.count),
            releasePreparedBody,
            held.toOpaque()
        )
        if unsafe response == nil { unsafe held.release() }
        return unsafe response
    }
}

/// Gives back the reference that the response held; called when its last answer is sent or dropped.
private func releasePreparedBody(_ body: UnsafeMutableRawPointer?) {
    guard let body = unsafe body else { return }
    // Taken as retained because `makeResponse` passed it retained, once for each response.
    unsafe Unmanaged<PreparedBody>.fromOpaque(body).release()
}
