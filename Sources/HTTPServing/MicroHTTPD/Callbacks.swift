import CMicroHTTPD

// What libmicrohttpd calls, on its threads. Each checks its pointers, copies into Swift values, and lets no pointer out.
// `context` is the `DaemonContext` that `MicroHTTPDaemon` retains until the threads are joined; the request's slot holds
// a retained `RequestExchange` from the target callback to the completed callback.

/// Called with the request line: makes the request's exchange.
func openExchange(
    context: UnsafeMutableRawPointer?,
    target: UnsafePointer<CChar>?,
    connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    let exchange = RequestExchange(target: unsafe target.flatMap { unsafe String(validatingCString: $0) })
    if let context = unsafe context, let connection = unsafe connection {
        let daemon = unsafe Unmanaged<DaemonContext>.fromOpaque(context).takeUnretainedValue()
        exchange.descriptor = unsafe pterowatch_connection_socket(connection)
        daemon.connections.note(exchange.descriptor) { $0.beginHead($1, at: $2) }
    }
    // Retained because the slot outlives this call; `closeExchange` takes it back.
    return unsafe Unmanaged.passRetained(exchange).toOpaque()
}

/// Called once with the headers, then with each piece of the body, last with an empty piece.
func advanceExchange(
    context: UnsafeMutableRawPointer?,
    connection: OpaquePointer?,
    url: UnsafePointer<CChar>?,
    method: UnsafePointer<CChar>?,
    version: UnsafePointer<CChar>?,
    piece: UnsafePointer<CChar>?,
    pieceLength: UnsafeMutablePointer<Int>?,
    slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let context = unsafe context, let connection = unsafe connection, let method = unsafe method,
        let pieceLength = unsafe pieceLength, let box = unsafe slot?.pointee
    else { return .NO }
    // Unretained because the daemon and the slot hold them for longer than this call.
    let daemon = unsafe Unmanaged<DaemonContext>.fromOpaque(context).takeUnretainedValue()
    let exchange = unsafe Unmanaged<RequestExchange>.fromOpaque(box).takeUnretainedValue()

    guard exchange.head != nil else {
        let head = unsafe RequestExchange.Head(connection: connection, method: method)
        exchange.head = head
        daemon.requests.begin()
        daemon.connections.beginBody(exchange.descriptor)
        guard let announced = head.announcedBodyBytes, announced > UInt64(daemon.limits.bodyBytes) else { return .YES }
        let refusal = ServedResponse.bodyTooLong(limit: daemon.limits.bodyBytes)
        return unsafe send(refusal, for: exchange, of: daemon, on: connection, isLast: true)
    }
    if unsafe pieceLength.pointee > 0 {
        let bytes = unsafe UnsafeRawBufferPointer(start: piece, count: pieceLength.pointee)
        unsafe pieceLength.pointee = 0
        return unsafe exchange.receive(bytes, limit: daemon.limits.bodyBytes) ? .YES : .NO
    }
    daemon.connections.note(exchange.descriptor) { $0.beginAnswer($1, at: $2) }
    let response: ServedResponse
    if let deferred = exchange.deferred {
        // Called again because the connection was resumed, which only its answer does.
        guard let made = deferred.response else { return .YES }
        response = made
    } else {
        switch daemon.reply(to: exchange) {
        case .atOnce(let made): response = made
        case .later(let answer, of: let answers, let work):
            exchange.deferred = answer
            unsafe MHD_suspend_connection(connection)
            let suspended = unsafe SuspendedConnection(connection)
            answer.suspend { suspended.resume() }
            answers.make(answer, within: exchange.head?.headers.scrapeTimeout, by: work)
            return .YES
        }
    }
    // Asked after the handler ran, because a stop may have begun meanwhile.
    let isLast = daemon.requests.isDraining || exchange.isBodyTooLong
    return unsafe send(response, for: exchange, of: daemon, on: connection, isLast: isLast)
}

/// Called when an answer is sent or the connection ended: gives the exchange back.
func closeExchange(
    context: UnsafeMutableRawPointer?,
    connection: OpaquePointer?,
    slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    reason: MHD_RequestTerminationCode
) {
    guard let context = unsafe context, let box = unsafe slot?.pointee else { return }
    unsafe slot?.pointee = nil
    let daemon = unsafe Unmanaged<DaemonContext>.fromOpaque(context).takeUnretainedValue()
    // Retained because `openExchange` passed it retained; this is the one place that takes it back.
    let exchange = unsafe Unmanaged<RequestExchange>.fromOpaque(box).takeRetainedValue()
    exchange.bound?.leave()
    guard let head = exchange.head else { return }
    daemon.connections.note(exchange.descriptor) { $0.beginIdleness($1, at: $2) }
    if let observe = daemon.observe, let answered = exchange.answered {
        observe(
            ServedExchange(
                method: head.method,
                path: exchange.path,
                status: answered.status,
                bodyBytes: answered.bodyBytes,
                duration: head.received.duration(to: .now),
                isComplete: reason == .REQUEST_TERMINATED_COMPLETED_OK
            )
        )
    }
    daemon.requests.end()
}

/// Called when a connection begins, before its first byte is read, and when it ends, before its session and socket do.
func noteConnection(
    context: UnsafeMutableRawPointer?,
    connection: OpaquePointer?,
    slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    event: MHD_ConnectionNotificationCode
) {
    guard let context = unsafe context, let connection = unsafe connection else { return }
    let daemon = unsafe Unmanaged<DaemonContext>.fromOpaque(context).takeUnretainedValue()
    let descriptor = unsafe pterowatch_connection_socket(connection)
    if event == .CONNECTION_NOTIFY_STARTED {
        guard let session = unsafe pterowatch_tls_session(connection) else { return }
        unsafe daemon.connections.tls(of: descriptor)?.apply(to: session)
    } else {
        daemon.connections.end(descriptor)
    }
}

/// Hands an answer over; one that libmicrohttpd refuses for its headers is answered 500.
private func send(
    _ response: ServedResponse,
    for exchange: RequestExchange,
    of daemon: DaemonContext,
    on connection: OpaquePointer,
    isLast: Bool
) -> MHD_Result {
    let failure = ServedResponse.text("500 the answer has a header that cannot be sent", status: 500)
    for candidate in [daemon.access.adorned(response), failure]
    where unsafe candidate.queue(on: connection, isLast: isLast) {
        exchange.answered = (candidate.status, candidate.body.count)
        return .YES
    }
    return .NO
}
