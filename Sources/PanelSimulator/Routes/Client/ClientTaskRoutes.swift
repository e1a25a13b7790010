import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// How many tasks a schedule may have.
    static let taskLimit = 10

    /// Everything below `schedules/{schedule}/tasks`.
    mutating func serveTasks(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        guard let number = Int(request.object), let schedule = world.schedule(number, of: request.id) else {
            throw .notFound
        }
        let taskID = request.arguments.count > 1 ? Int(request.arguments[1]) : nil
        let old = schedule.tasks.first { $0.id == taskID }
        if request.route == .deleteTask {
            guard let old else { throw .notFound }
            world.changeSchedule(number, of: request.id, at: request.now) { schedule in
                schedule.tasks.removeAll { $0.id == old.id }
                for index in schedule.tasks.indices { schedule.tasks[index].sequence = index + 1 }
            }
            log("server:task.delete", request, [("name", .string(schedule.name))])
            return .empty
        }
        let wanted = try task(in: request)
        if request.route == .createTask, schedule.tasks.count >= Self.taskLimit {
            throw PanelFailure(
                400,
                "ServiceLimitExceededException",
                "Schedules may not have more than \(Self.taskLimit) tasks associated with them. "
                    + "Creating this task would put this schedule over the limit."
            )
        }
        if wanted.action == .backup, try server(of: request).backupLimit == 0 {
            throw PanelFailure(
                403,
                "HttpForbiddenException",
                "A backup task cannot be created when the server's backup limit is set to 0."
            )
        }
        var task =
            old
            ?? SimulatedTask(
                id: world.nextTaskID,
                sequence: schedule.tasks.count + 1,
                action: wanted.action,
                payload: wanted.payload,
                timeOffsetSeconds: wanted.offsetSeconds,
                continuesOnFailure: wanted.continuesOnFailure,
                isQueued: false,
                createdAt: request.now,
                updatedAt: request.now
            )
        if old == nil {
            guard request.route == .createTask else { throw .notFound }
            world.nextTaskID += 1
        }
        task.action = wanted.action
        task.payload = wanted.payload
        task.timeOffsetSeconds = wanted.offsetSeconds
        task.continuesOnFailure = wanted.continuesOnFailure
        task.updatedAt = request.now
        let place = min(max(1, wanted.sequence ?? task.sequence), schedule.tasks.count + (old == nil ? 1 : 0))
        let changed = task
        world.changeSchedule(number, of: request.id, at: request.now) { schedule in
            schedule.tasks.removeAll { $0.id == changed.id }
            schedule.tasks.insert(changed, at: place - 1)
            for index in schedule.tasks.indices { schedule.tasks[index].sequence = index + 1 }
        }
        task.sequence = place
        log(
            old == nil ? "server:task.create" : "server:task.update",
            request,
            [
                ("name", .string(schedule.name)), ("action", .string(task.action.rawValue)),
                ("payload", .string(task.payload)),
            ]
        )
        return .ok(ClientObjects.task(task))
    }

    private typealias Wanted = (
        action: SimulatedTask.Action, payload: String, offsetSeconds: Int, sequence: Int?, continuesOnFailure: Bool
    )

    /// What the body of a create or update asks for; the payload of a power step is not checked.
    private func task(in request: ServerRequest) throws(PanelFailure) -> Wanted {
        let input = request.input
        var validator = Validator(input)
        validator.check("action", .required, .oneOf(["command", "power", "backup"]))
        validator.check("payload", .requiredUnless(field: "action", is: "backup"), .nullable, .string)
        validator.check("time_offset", .required, .numeric, .min(0), .max(900))
        if input["sequence_id"] != nil { validator.check("sequence_id", .required, .numeric, .min(1)) }
        if input["continue_on_failure"] != nil { validator.check("continue_on_failure", .required, .boolean) }
        try validator.finish()
        return (
            input["action"]?.string.flatMap { SimulatedTask.Action(rawValue: $0) } ?? .command,
            input["payload"]?.string ?? "",
            Int(input["time_offset"]?.anyNumber ?? 0),
            input["sequence_id"]?.anyNumber.map { Int($0) },
            input["continue_on_failure"]?.flag ?? false
        )
    }
}
