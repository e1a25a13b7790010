import PterodactylAPI
import Telemetry

/// What a route gives: a status and a body, if there is one.
struct RouteAnswer: Sendable {
    var status = 200
    var body: JSON?
    /// A body that is not JSON.
    var plainText: [UInt8]?

    /// 204.
    static let empty = RouteAnswer(status: 204, body: nil)

    /// 200 with a body.
    static func ok(_ body: JSON) -> RouteAnswer { RouteAnswer(status: 200, body: body) }
}

/// Who asks.
struct Caller: Sendable {
    let key: KeyKind
    let user: SimulatedUser
    /// What an application key may do.
    var rights = ApplicationRights.all
}

extension SimulatedPanel {
    /// Takes a request through the panel's middleware, in its order, and to its route.
    mutating func answer(_ context: RequestContext) -> (HTTPResponse, after: Duration) {
        var limitHeaders: [(name: String, value: String)] = []
        nodeDelay = .zero
        do throws(PanelFailure) {
            switch mode {
            case .html502:
                count("html502")
                return (Self.badGateway(at: context.now), .zero)
            case .maintenance: throw .maintenance
            case .databaseDown: throw .unexpected("QueryException")
            default: break
            }
            let (route, arguments) = try match(context)
            count(route.rawValue, about: arguments.first)
            let caller = try authenticate(context, route)
            if route.isOfClientServer { try checkBindings(arguments, route) }
            let verdict =
                mode == .rateLimited
                ? RateLimiter.Verdict(
                    limit: route.isClient ? options.clientRateLimit : options.applicationRateLimit,
                    remaining: 0,
                    refusedUntil: context.now + options.scaled(.seconds(60))
                )
                : limiter.take(user: caller.user.id, api: route.isClient ? .client : .application, at: context.now)
            limitHeaders = verdict.headers(at: context.now)
            if verdict.refusedUntil != nil { throw .throttled }
            if route == .pullFile {
                let pulls = limiter.take(user: caller.user.id, api: .pull, at: context.now)
                limitHeaders = pulls.headers(at: context.now)
                if pulls.refusedUntil != nil { throw .throttled }
            }
            var answer = try serve(route, arguments, caller, context)
            if mode == .wrongJSON, answer.body != nil { answer.body = .object([("status", .string("ok"))]) }
            return (response(answer, context, limitHeaders), after: nodeDelay)
        } catch {
            count("status_\(error.status)")
            let delay = error.isSlow ? options.scaled(Self.patience) : nodeDelay
            return (response(error, context, limitHeaders), after: delay)
        }
    }

    private func match(_ context: RequestContext) throws(PanelFailure) -> (Route, [String]) {
        switch Route.match(context.request.method, context.segments) {
        case .route(let route, let arguments): return (route, arguments)
        case .otherMethods(let methods):
            let list = methods.joined(separator: ", ")
            throw PanelFailure(
                405,
                "MethodNotAllowedHttpException",
                "The \(context.request.method.rawValue) method is not supported for route \(context.path). "
                    + "Supported methods: \(list).",
                headers: [("Allow", list)]
            )
        case .unknown:
            throw PanelFailure(404, "NotFoundHttpException", "The route \(context.path) could not be found.")
        }
    }

    /// Reads the key; its user, or a refusal that costs nothing.
    private mutating func authenticate(_ context: RequestContext, _ route: Route) throws(PanelFailure) -> Caller {
        guard let header = context.request.header("Authorization"), header.hasPrefix("Bearer ") else {
            throw .unauthenticated
        }
        let text = Secret(header.dropFirst(7).filter { !$0.isWhitespace })
        let own = world.owner(ofKey: text)
        let rights = text == applicationKey ? .all : limitedKeys[text]
        let isApplicationKey = rights != nil
        guard let user = world.user(isApplicationKey ? World.adminID : own?.user ?? 0) else { throw .unauthenticated }
        if context.isMalformed {
            throw PanelFailure(
                400,
                "BadRequestHttpException",
                "The JSON data passed in the request appears to be malformed: Syntax error"
            )
        }
        if let key = own?.key { world.markUsed(key.identifier, of: user.id, at: context.now) }
        try checkSecondFactor(of: user, route)
        if let key = own?.key { try checkAddress(key, of: user, at: context.now) }
        if route.isClient, isApplicationKey {
            throw PanelFailure(
                403,
                "AccessDeniedHttpException",
                "You are attempting to use an application API key on an endpoint that requires a client API key."
            )
        }
        let kind: KeyKind =
            isApplicationKey
            ? .application : text == clientKey ? .rootAdmin : text == userKey ? .ordinaryUser : .created
        return Caller(key: kind, user: user, rights: rights ?? .all)
    }

    private mutating func serve(
        _ route: Route,
        _ arguments: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        if !route.isClient, !caller.user.isRootAdmin {
            throw PanelFailure(
                403,
                "AccessDeniedHttpException",
                "This account does not have permission to access the API."
            )
        }
        switch route {
        case .clientServers: return try listClientServers(caller, context)
        case .permissions: return .ok(PermissionCatalogue.document)
        case _ where route.isOfClientServer: return try serveServer(route, arguments, caller, context)
        case _ where route.isClient: return try serveAccount(route, arguments, caller, context)
        default:
            return try serveApplication(
                ApplicationCall(route: route, arguments: arguments, caller: caller, context: context)
            )
        }
    }

    private func response(
        _ answer: RouteAnswer,
        _ context: RequestContext,
        _ limits: [(name: String, value: String)]
    ) -> HTTPResponse {
        let type =
            answer.plainText != nil
            ? [(name: "Content-Type", value: "text/plain; charset=UTF-8")]
            : answer.body == nil ? [] : [(name: "Content-Type", value: "application/json")]
        return HTTPResponse(
            status: answer.status,
            headers: type + Self.commonHeaders(at: context.now) + limits,
            body: answer.plainText ?? answer.body?.encoded ?? []
        )
    }

    private func response(
        _ failure: PanelFailure,
        _ context: RequestContext,
        _ limits: [(name: String, value: String)]
    ) -> HTTPResponse {
        let common = Self.commonHeaders(at: context.now)
        guard !context.acceptsJSON else {
            return HTTPResponse(
                status: failure.status,
                headers: [("Content-Type", "application/json")] + failure.headers + common + limits,
                body: failure.document.encoded
            )
        }
        let html = [(name: "Content-Type", value: "text/html; charset=UTF-8")]
        if failure.status == 401 || failure.isBusinessRule {
            let target = context.base + (failure.status == 401 ? "/auth/login" : "")
            return HTTPResponse(
                status: 302,
                headers: html + common + [("Location", target)] + limits,
                body: Array(Self.redirectPage(to: target).utf8)
            )
        }
        let page =
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>\(failure.code)</title></head>\n"
            + "<body>\(failure.status)</body>\n</html>\n"
        return HTTPResponse(
            status: failure.status,
            headers: html + failure.headers + common + limits,
            body: Array(page.utf8)
        )
    }

    private static func commonHeaders(at now: Timestamp) -> [(name: String, value: String)] {
        [("Cache-Control", "no-cache, private"), ("Date", CivilTime(now).http)]
    }

    private static func redirectPage(to target: String) -> String {
        "<!DOCTYPE html>\n<html>\n    <head>\n        <meta charset=\"UTF-8\" />\n"
            + "        <meta http-equiv=\"refresh\" content=\"0;url='\(target)'\" />\n\n"
            + "        <title>Redirecting to \(target)</title>\n    </head>\n    <body>\n"
            + "        Redirecting to <a href=\"\(target)\">\(target)</a>.\n    </body>\n</html>"
    }

    private static func badGateway(at now: Timestamp) -> HTTPResponse {
        let page =
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1>"
            + "</center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n"
        return HTTPResponse(
            status: 502,
            headers: [("Date", CivilTime(now).http), ("Content-Type", "text/html; charset=utf-8")],
            body: Array(page.utf8)
        )
    }
}
