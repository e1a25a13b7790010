/// What a server spends on its clients.
public struct ServerLimits: Sendable, Equatable {
    /// Threads that share all connections; at least 1.
    public var threads: Int
    /// Connections in all.
    ///
    /// Where all places are taken a few more are let in for a second: one that sends a request takes the place of who has
    /// waited for one for longer; one that does not is answered 503 (with TLS: closed), as all others are at once.
    public var connections: Int
    /// Connections from one IPv4 address, or from one IPv6 network of 64 bits; 0 for no limit of its own.
    public var connectionsPerAddress: Int
    /// How long a connection may be idle, or a request or answer stand still.
    public var idleTimeout: Duration
    /// How long the headers of a request may take, from its line; of a connection's first one, from the connection.
    public var headTimeout: Duration
    /// How long the body of a request may take.
    public var bodyTimeout: Duration
    /// How long an answer may take to be read.
    public var answerTimeout: Duration
    /// The longest body that is read; a longer one is answered 413.
    public var bodyBytes: Int
    /// Memory of one connection for the request's line and headers, and for the answer's headers; when the request's do
    /// not fit it is answered 431 (414 where the target alone is too long).
    public var headerBytes: Int

    /// How many deferred answers are made at once; more are answered 503.
    public var deferredAnswers: Int
    /// How many answers of routes that usually answer at once (`Route.deciding`) are made later at once; more get 503.
    public var lateAnswers: Int
    /// How many requests wait at once for their password to be hashed; more are answered 503.
    public var passwordChecks: Int
    /// How long a deferred answer may take until it is answered 503 instead.
    public var deferredTimeout: Duration

    /// Makes limits; the defaults suit a metrics endpoint.
    public init(
        threads: Int = 2,
        connections: Int = 512,
        connectionsPerAddress: Int = 128,
        idleTimeout: Duration = .seconds(60),
        headTimeout: Duration = .seconds(10),
        bodyTimeout: Duration = .seconds(30),
        answerTimeout: Duration = .seconds(300),
        bodyBytes: Int = 1 << 20,
        headerBytes: Int = 16 << 10,
        deferredAnswers: Int = 16,
        lateAnswers: Int = 256,
        passwordChecks: Int = 64,
        deferredTimeout: Duration = .seconds(120)
    ) {
        self.threads = threads
        self.connections = connections
        self.connectionsPerAddress = connectionsPerAddress
        self.idleTimeout = idleTimeout
        self.headTimeout = headTimeout
        self.bodyTimeout = bodyTimeout
        self.answerTimeout = answerTimeout
        self.bodyBytes = bodyBytes
        self.headerBytes = headerBytes
        self.deferredAnswers = deferredAnswers
        self.lateAnswers = lateAnswers
        self.passwordChecks = passwordChecks
        self.deferredTimeout = deferredTimeout
    }
}
