import CMicroHTTPD
import Glibc

extension RequestExchange.Head {
    /// Copies what libmicrohttpd read into Swift values: its memory ends with the request.
    init(connection: OpaquePointer, method: UnsafePointer<CChar>) {
        var headers = HeaderFields()
        unsafe withUnsafeMutablePointer(to: &headers) { headers in
            _ = unsafe MHD_get_connection_values_n(connection, .HEADER_KIND, collectHeader, headers)
        }
        self.method = ServedRequest.Method(unsafe String(cString: method))
        self.headers = headers
        self.remoteAddress = unsafe pterowatch_client_address(connection).flatMap { unsafe SocketAddress.text(of: $0) }
        self.received = .now
    }

    /// The length that the client announced; nil when it announced none.
    var announcedBodyBytes: UInt64? { headers["Content-Length"].flatMap { UInt64($0) } }
}

/// Appends one header field to the `HeaderFields` that the closure pointer points to.
private func collectHeader(
    fields: UnsafeMutableRawPointer?,
    kind: MHD_ValueKind,
    name: UnsafePointer<CChar>?,
    nameLength: Int,
    value: UnsafePointer<CChar>?,
    valueLength: Int
) -> MHD_Result {
    // The pointer is that of `headers` above, because libmicrohttpd hands it through and calls back before it returns.
    guard let fields = unsafe fields?.assumingMemoryBound(to: HeaderFields.self) else { return .NO }
    unsafe fields.pointee.append(
        unsafe text(UnsafeBufferPointer(start: name, count: nameLength)),
        unsafe text(UnsafeBufferPointer(start: value, count: value == nil ? 0 : valueLength))
    )
    return .YES
}

/// Header bytes as text, with U+FFFD for what is not UTF-8.
private func text(_ bytes: UnsafeBufferPointer<CChar>) -> String {
    unsafe String(decoding: UnsafeRawBufferPointer(bytes), as: UTF8.self)
}
