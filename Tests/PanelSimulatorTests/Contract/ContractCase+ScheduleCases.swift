import PanelSimulator
import PterodactylAPI

extension ContractCase {
    private static let schedule =
        #"{"name":"rec","minute":"5","hour":"*","day_of_week":"*","day_of_month":"*","month":"*","is_active":true}"#
    private static let task =
        #"{"action":"command","payload":"say-hi","time_offset":0,"continue_on_failure":false}"#
    private static let made: [(HTTPRequest.Method, String)] = [(.post, S + "/schedules " + schedule)]

    /// Schedules and tasks.
    static let scheduleCases: [ContractCase] = [
        ContractCase("servers.schedules.create", .post, S + "/schedules", schedule),
        ContractCase("servers.schedules.create_schedule", .post, S + "/schedules", schedule),
        ContractCase("servers.schedules.update_schedule", .post, S + "/schedules/{N}", schedule, before: made),
        ContractCase("servers.schedules.delete_schedule", .delete, S + "/schedules/{N}", before: made),
        ContractCase("servers.schedules.create_task", .post, S + "/schedules/{N}/tasks", task, before: made),
        ContractCase(
            "servers.schedules.update_task",
            .post,
            S + "/schedules/{N}/tasks/{T}",
            #"{"action": "power", "payload": "restart", "time_offset": 5, "continue_on_failure": false}"#,
            before: made + [(.post, S + "/schedules/{N}/tasks " + task)]
        ),
        ContractCase(
            "servers.schedules.delete_task",
            .delete,
            S + "/schedules/{N}/tasks/{T}",
            before: made + [(.post, S + "/schedules/{N}/tasks " + task)]
        ),
        ContractCase(
            "servers.schedules.list_schedules.disabled",
            .get,
            S + "/schedules",
            server: "Creative",
            before: [
                (
                    .post,
                    S + "/schedules "
                        + #"{"name":"off","minute":"0","hour":"0","day_of_month":"1","month":"*","day_of_week":"*"}"#
                )
            ]
        ),
        ContractCase("servers.schedules.list_schedules.empty", .get, S + "/schedules", server: "Creative"),
        ContractCase(
            "servers.schedules.list_schedules.processing",
            .get,
            S + "/schedules",
            before: [(.post, S + "/schedules/{C}/execute")]
        ),
        ContractCase("error.400.run-schedule-without-tasks", .post, S + "/schedules/{N}/execute", before: made),
        ContractCase("error.422.create-schedule", .post, S + "/schedules", #"{"name": ""}"#),
        // The simulated panel's time zone is UTC: of the other zone's recording only the form is compared.
        ContractCase("variant.timezone.schedules", .get, S + "/schedules"),
    ]
}
