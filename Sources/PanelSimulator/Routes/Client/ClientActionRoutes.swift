import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// `POST power`: 204 means that Wings took it, not that it did it.
    mutating func power(
        _ id: Int,
        _ permissions: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        let word = context.json?["signal"]?.string
        let signal = word.flatMap { PowerSignal(rawValue: $0) }
        let permission =
            switch signal {
            case .start: "control.start"
            case .stop, .kill: "control.stop"
            case .restart: "control.restart"
            case nil: "invalid"
            }
        guard permissions.allow(permission) else {
            logPower(id, signal, caller, status: 403, in: context)
            throw .unauthorized
        }
        guard let signal else {
            throw word == nil || word == ""
                ? PanelFailure(invalid: [("signal", "required", "The signal field is required.")])
                : PanelFailure(invalid: [("signal", "in", "The selected signal is invalid.")])
        }
        guard let server = world.servers[id] else { throw .notFound }
        do throws(PanelFailure) {
            try callWings(of: server, isResources: false, at: context.now)
        } catch {
            logPower(id, signal, caller, status: error.status, in: context)
            // The panel has given up; the node does it all the same, a silent one when it wakes.
            switch world.node(server.node)?.reachability(at: context.now) {
            case .hang: world.updateNode(server.node) { $0.actionsOnWaking.append((id, signal)) }
            case .slow where error.isSlow:
                world.power(signal, id, cause: "\(signal.rawValue) through the API", at: context.now)
            default: break
            }
            throw error
        }
        guard world.power(signal, id, cause: "\(signal.rawValue) through the API", at: context.now) == .accepted else {
            logPower(id, signal, caller, status: 400, in: context)
            throw .remote(
                400,
                "Cannot start or restart a server that is suspended.",
                request: world.random.uuid()
            )
        }
        logPower(id, signal, caller, status: 204, in: context)
        world.log("server:power.\(signal.rawValue)", of: id, actor: caller.user.id, isAPI: true, at: context.now)
        return .empty
    }

    private mutating func logPower(
        _ id: Int,
        _ signal: PowerSignal?,
        _ caller: Caller,
        status: Int,
        in context: RequestContext
    ) {
        guard let signal, let server = world.servers[id] else { return }
        powerLog.append(
            PowerRequest(
                at: context.now,
                server: ServerIdentifier(server.identifier),
                signal: signal,
                key: caller.key,
                status: status,
                requestID: context.requestID
            )
        )
    }

    /// `POST command`: only to a server that is not offline.
    mutating func command(
        _ id: Int,
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        var validator = Validator(context.input)
        validator.check("command", .required, .string, .min(1))
        try validator.finish()
        let text = context.input["command"]?.string ?? ""
        guard let server = world.servers[id] else { throw .notFound }
        try callWings(of: server, isResources: false, at: context.now)
        guard server.process.state != .offline else {
            throw PanelFailure(502, "HttpException", "Server must be online in order to send commands.")
        }
        world.type(text, into: id, at: context.now)
        world.log(
            "server:console.command",
            of: id,
            actor: caller.user.id,
            isAPI: true,
            properties: [("command", .string(text))],
            at: context.now
        )
        return .empty
    }
}
