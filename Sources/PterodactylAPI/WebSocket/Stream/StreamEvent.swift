/// What the reader of a server's events gets.
public enum StreamEvent: Sendable, Equatable {
    /// The socket is open and authenticated: the server's state follows at once.
    case connected
    /// Wings said something; `authenticated` alone is not passed on.
    case event(WingsEvent)
    /// Events may be missing between a moment and now: what was concluded from them is to be checked.
    ///
    /// The server's present state follows, where the stream can ask for it.
    case gap(GapReason, since: PanelTime)
    /// There is no socket (any more); the next attempt comes at that time, or a little later.
    case disconnected(DisconnectReason, retryAt: PanelTime)
    /// Nothing will come any more.
    case ended(EndReason)
}

/// Why events may be missing.
public enum GapReason: Sendable, Hashable {
    /// There was no connection.
    case reconnected
    /// Wings refused the token, and every event in the meantime.
    case tokenRefused
    /// `stats` showed a state that no `status` had told.
    case statusLost
    /// The reader was slower than the stream: so many events were dropped.
    case dropped(Int)

    /// A bounded lower-snake word for a metric label.
    public var reason: String {
        switch self {
        case .reconnected: "reconnected"
        case .tokenRefused: "token_refused"
        case .statusLost: "status_lost"
        case .dropped: "dropped"
        }
    }
}

/// Why there is no socket.
public enum DisconnectReason: Sendable, Equatable {
    /// The panel gave no credentials.
    case noCredentials(PanelError)
    /// The socket could not be opened.
    case notOpened(WebSocketError)
    /// Wings did not accept the token, or said nothing to it.
    case notAuthenticated(TokenRefusal?)
    /// The socket ended.
    case closed(WebSocketClosure)
    /// Nothing was heard, asked or unasked.
    case silent
    /// The server went to another node.
    case moved

    /// A bounded lower-snake word for a metric label.
    public var reason: String {
        switch self {
        case .noCredentials: "no_credentials"
        case .notOpened(let error): error.reason
        case .notAuthenticated: "not_authenticated"
        case .closed: "closed"
        case .silent: "silent"
        case .moved: "moved"
        }
    }
}

/// Why a stream is over for good.
public enum EndReason: Sendable, Equatable {
    /// The server was deleted.
    case deleted
    /// No token of this user is good for the server.
    case tokenRefused(TokenRefusal)
    /// The panel does not know the server, or the key may not see its console.
    case refusedByPanel(PanelError)

    /// A bounded lower-snake word for a metric label.
    public var reason: String {
        switch self {
        case .deleted: "deleted"
        case .tokenRefused: "token_refused"
        case .refusedByPanel: "refused_by_panel"
        }
    }
}
