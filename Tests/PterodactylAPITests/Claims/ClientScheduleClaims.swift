import PterodactylAPI

private let server = recordedServer("e56e7773")
private let made = ScheduleID(6)

extension Claim {
    /// The schedules of a server and their tasks.
    static let clientSchedules: [Claim] = [
        .answer("servers.schedules.list_schedules", server.schedules.list()),
        .answer("servers.schedules.list_schedules.disabled", recordedServer("c2db632c").schedules.list()),
        .answer("servers.schedules.list_schedules.processing", recordedServer("18d4f6fc").schedules.list()),
        .answer("servers.schedules.list_schedules.empty", recordedServer("8d6b3a75").schedules.list()),
        .answer("variant.timezone.schedules", server.schedules.list()),
        .answer("servers.schedules.get_schedule_details", server.schedules.get(ScheduleID(1))),
        .answer(
            "servers.schedules.create_schedule",
            server.schedules.create(ScheduleSettings(name: "rec", cron: Cron(minute: "5")))
        ),
        .answer(
            "servers.schedules.create",
            server.schedules.create(ScheduleSettings(name: "rec2", cron: Cron(minute: "5")))
        ),
        .odd(
            "error.422.create-schedule",
            .fails("validation"),
            server.schedules.create(ScheduleSettings(name: "", cron: Cron())),
            because: "all settings always go along"
        ),
        .answer(
            "servers.schedules.update_schedule",
            server.schedules.update(made, ScheduleSettings(name: "renamed", cron: Cron(minute: "10")))
        ),
        .answer("servers.schedules.create_task", server.schedules.tasks(of: made).create(.command("say hi"))),
        .answer(
            "servers.schedules.update_task",
            server.schedules.tasks(of: made).update(TaskID(5), .power(.restart, after: .seconds(5)))
        ),
        .answer("servers.schedules.delete_task", server.schedules.tasks(of: made).delete(TaskID(5))),
        .answer("servers.schedules.run_schedule", server.schedules.execute(made)),
        .error("error.400.run-schedule-without-tasks", "refused", server.schedules.execute(made)),
        .answer("servers.schedules.delete_schedule", server.schedules.delete(made)),
    ]
}
