/// Finds the route of a request by its method and its exact path, else by what its path begins with.
///
/// A path that is not known gives 404; a known path with another method 405 with `Allow`. HEAD is answered like GET.
public struct Router: Sendable {
    /// What the router says of a request.
    public enum Resolution: Sendable {
        /// There is a route.
        case route(Route)
        /// There is none; this is the answer.
        case refusal(ServedResponse)
    }

    private var routes: [String: [ServedRequest.Method: Route]] = [:]
    /// Routes for all that stands below a path, which ends with a slash.
    private var below: [String: [ServedRequest.Method: Route]] = [:]

    private var bounds: [String: RequestBound] = [:]

    /// Makes a router without routes.
    public init() {}

    /// Adds a route; of two for the same method and path the later one stands.
    public mutating func add(_ method: ServedRequest.Method, _ path: String, _ route: Route) {
        routes[path, default: [:]][method] = route
    }

    /// Adds an immediate route for GET, and so for HEAD.
    public mutating func get(_ path: String, _ answer: @escaping @Sendable (ServedRequest) -> ServedResponse) {
        add(.get, path, .immediate(answer))
    }

    /// Adds an immediate route for POST.
    public mutating func post(_ path: String, _ answer: @escaping @Sendable (ServedRequest) -> ServedResponse) {
        add(.post, path, .immediate(answer))
    }

    /// Adds a deferred route.
    public mutating func addDeferred(
        _ method: ServedRequest.Method,
        _ path: String,
        _ answer: @escaping @Sendable (ServedRequest) async -> ServedResponse
    ) {
        add(method, path, .deferred(answer))
    }

    /// Adds a deferred route for every path below one, which ends with a slash.
    public mutating func addDeferred(
        _ method: ServedRequest.Method,
        below path: String,
        _ answer: @escaping @Sendable (ServedRequest) async -> ServedResponse
    ) {
        below[path, default: [:]][method] = .deferred(answer)
    }

    /// Lets only so many requests of a path be answered at once, by all servers that have this router; others get 503.
    public mutating func bound(_ path: String, to limit: Int) { bounds[path] = RequestBound(limit) }

    /// How many requests of a path are answered at once; nil for all.
    func bound(of path: String) -> RequestBound? { bounds[path] }

    /// Finds the route of a request.
    public func resolve(_ method: ServedRequest.Method, _ path: String) -> Resolution {
        guard let methods = routes[path] ?? methods(above: path) else {
            return .refusal(.text("404 page not found", status: 404))
        }
        if let route = methods[method] ?? (method == .head ? methods[.get] : nil) { return .route(route) }
        var allowed = Set(methods.keys.map(\.name))
        if allowed.contains("GET") { allowed.insert("HEAD") }
        let list = allowed.sorted().joined(separator: ", ")
        var refusal = ServedResponse.text("405 \(method.name) is not allowed here, only \(list)", status: 405)
        refusal.headers["Allow"] = list
        return .refusal(refusal)
    }

    private func methods(above path: String) -> [ServedRequest.Method: Route]? {
        let longest = below.keys.filter { path.hasPrefix($0) && path != $0 }.max { $0.utf8.count < $1.utf8.count }
        return longest.flatMap { below[$0] }
    }

    /// Answers a request, as a server does but without a socket.
    public func answer(_ request: ServedRequest) async -> ServedResponse {
        switch resolve(request.method, request.path) {
        case .route(.immediate(let handler)): handler(request)
        case .route(.deferred(let handler)): await handler(request)
        case .route(.deciding(let handler)):
            switch handler(request) {
            case .now(let response): response
            case .later(let work): await work()
            }
        case .refusal(let response): response
        }
    }
}
