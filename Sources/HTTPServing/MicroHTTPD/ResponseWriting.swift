import CMicroHTTPD

extension ServedResponse {
    /// Hands the answer over to libmicrohttpd; false when it did not take it, and then closes the connection.
    ///
    /// - Parameter isLast: whether the connection is to be closed after it.
    func queue(on connection: OpaquePointer, isLast: Bool) -> Bool {
        var fields = headers.secured
        if isLast { fields["Connection"] = "close" }
        switch body {
        case .bytes(let bytes):
            guard let response = unsafe Self.makeResponse(bytes) else { return false }
            // Queuing takes a reference of its own, so ours is dropped on every path.
            defer { unsafe MHD_destroy_response(response) }
            guard unsafe fields.add(to: response) else { return false }
            return unsafe MHD_queue_response(connection, UInt32(status), response) == .YES
        case .prepared(let body):
            return unsafe body.response(with: fields)?.queue(on: connection, status: status) ?? false
        }
    }

    /// A body as libmicrohttpd's object; the caller destroys it.
    private static func makeResponse(_ bytes: [UInt8]) -> OpaquePointer? {
        unsafe bytes.withUnsafeBytes { bytes in
            // Copied, because the array may be gone when the answer is sent. It is not written to: C has no const here.
            unsafe MHD_create_response_from_buffer(
                bytes.count,
                UnsafeMutableRawPointer(mutating: bytes.baseAddress),
                .RESPMEM_MUST_COPY
            )
        }
    }
}

extension HeaderFields {
    /// Adds all of them to an answer; false when libmicrohttpd refuses one.
    ///
    /// Refused are names and values with line ends: an answer split in two by a hostile value is never sent.
    func add(to response: OpaquePointer) -> Bool {
        fields.allSatisfy { unsafe MHD_add_response_header(response, $0.name, $0.value) == .YES }
    }
}
