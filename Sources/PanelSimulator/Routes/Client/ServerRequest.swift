import PterodactylAPI
import Telemetry

/// A request to a server's route that access, state and permission have let through.
struct ServerRequest: Sendable {
    let route: Route
    /// The server's number.
    let id: Int
    /// What stands for the `*` of the pattern after the server.
    let arguments: [String]
    /// What the caller may do here.
    let permissions: [String]
    let caller: Caller
    let context: RequestContext
    /// What the request brings.
    let input: JSON

    /// When it came.
    var now: Timestamp { context.now }

    /// The first thing that the path names after the server.
    var object: String { arguments.first ?? "" }
}

extension SimulatedPanel {
    /// The server of a request.
    func server(of request: ServerRequest) throws(PanelFailure) -> SimulatedServer {
        guard let server = world.servers[request.id] else { throw .notFound }
        return server
    }

    /// Writes what a request did into its server's log.
    mutating func log(_ event: String, _ request: ServerRequest, _ properties: [(String, JSON)] = []) {
        world.log(
            event,
            of: request.id,
            actor: request.caller.user.id,
            isAPI: true,
            properties: properties,
            at: request.now
        )
    }

    /// Calls the server's node; what `body` finds wrong there comes back as Wings' own answer.
    mutating func onNode<Value>(
        of request: ServerRequest,
        _ body: (inout SimulatedServer) throws(FileProblem) -> Value
    ) throws(PanelFailure) -> Value {
        var server = try server(of: request)
        try callWings(of: server, isResources: false, at: request.now)
        let value: Value
        do throws(FileProblem) {
            value = try body(&server)
        } catch {
            throw .remote(error.status, error.text, request: world.random.uuid())
        }
        world.servers[request.id] = server
        return value
    }

    /// An answer with an address at the server's node that works once.
    mutating func signed(_ use: SignedUse, _ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let url = world.sign(use, for: request.caller.user, issuer: request.context.base, at: request.now)
        guard let url else { throw .notFound }
        return .ok(.item("signed_url", [("url", .string(url))]))
    }
}
