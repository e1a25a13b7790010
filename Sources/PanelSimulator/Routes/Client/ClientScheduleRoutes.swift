import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Everything below `schedules`, tasks excepted.
    mutating func serveSchedules(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let server = try server(of: request)
        switch request.route {
        case .schedules: return .ok(.list(server.schedules.map(ClientObjects.schedule)))
        case .createSchedule:
            let wanted = try schedule(in: request)
            let id = world.addSchedule(
                to: server.id,
                name: wanted.name,
                cron: wanted.cron,
                isOnlyWhenOnline: wanted.isOnlyWhenOnline,
                isActive: wanted.isActive,
                tasks: [],
                at: request.now
            )
            log("server:schedule.create", request, [("name", .string(wanted.name))])
            return .ok(try shown(id, request))
        default: break
        }
        guard let number = Int(request.object), let old = world.schedule(number, of: server.id) else { throw .notFound }
        switch request.route {
        case .updateSchedule:
            let wanted = try schedule(in: request)
            world.changeSchedule(number, of: server.id, at: request.now) {
                $0.name = wanted.name
                $0.cron = wanted.cron
                $0.isOnlyWhenOnline = wanted.isOnlyWhenOnline
                if $0.isActive != wanted.isActive { $0.isProcessing = false }
                $0.isActive = wanted.isActive
            }
            log(
                "server:schedule.update",
                request,
                [("name", .string(wanted.name)), ("active", .bool(wanted.isActive))]
            )
        case .deleteSchedule:
            world.servers[server.id]?.schedules.removeAll { $0.id == number }
            log("server:schedule.delete", request, [("name", .string(old.name))])
            return .empty
        case .executeSchedule: return try execute(old, of: server, request)
        default: break
        }
        return .ok(try shown(number, request))
    }

    private func shown(_ number: Int, _ request: ServerRequest) throws(PanelFailure) -> JSON {
        guard let schedule = world.schedule(number, of: request.id) else { throw .notFound }
        return ClientObjects.schedule(schedule)
    }

    private typealias Wanted = (name: String, cron: CronExpression, isActive: Bool, isOnlyWhenOnline: Bool)

    /// What the body of a create or update asks for.
    private func schedule(in request: ServerRequest) throws(PanelFailure) -> Wanted {
        var validator = Validator(request.input)
        validator.check("name", .required, .string, .max(191))
        validator.check("is_active", .filled, .boolean)
        validator.check("minute", .required, .string)
        validator.check("hour", .required, .string)
        validator.check("day_of_month", .required, .string)
        validator.check("day_of_week", .required, .string)
        try validator.finish()
        func text(_ field: String) -> String { request.input[field]?.string ?? "" }
        // The month is not validated: without one the panel runs into an error of its own.
        guard request.input["month"]?.string != nil else { throw .unexpected("TypeError") }
        let cron = CronExpression(
            minute: text("minute"),
            hour: text("hour"),
            dayOfMonth: text("day_of_month"),
            month: text("month"),
            dayOfWeek: text("day_of_week")
        )
        guard let cron else {
            throw PanelFailure(
                400,
                "DisplayException",
                "The cron data provided does not evaluate to a valid expression."
            )
        }
        return (
            text("name"), cron, request.input["is_active"]?.flag ?? false,
            request.input["only_when_online"]?.flag ?? false
        )
    }

    /// Runs a schedule now; the first step is done before the answer.
    private mutating func execute(
        _ schedule: SimulatedSchedule,
        of server: SimulatedServer,
        _ request: ServerRequest
    ) throws(PanelFailure) -> RouteAnswer {
        guard !schedule.tasks.isEmpty else {
            throw PanelFailure(
                400,
                "DisplayException",
                "Cannot process schedule for task execution: no tasks are registered."
            )
        }
        try callWings(of: server, isResources: false, at: request.now)
        world.begin(schedule.id, of: server.id, isByHand: true, at: request.now)
        log("server:schedule.execute", request, [("name", .string(schedule.name))])
        return RouteAnswer(status: 202, body: .array([]))
    }
}
