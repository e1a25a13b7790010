import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct ScheduleEditingTests {
    private var bench = Bench()
    private let schedules: String

    init() { schedules = bench.path("Creative") + "/schedules" }

    private mutating func create(minute: String = "5", more: String = #","is_active":true"#) -> HTTPResponse {
        let cron = #""minute":"\#(minute)","hour":"*","day_of_month":"*","month":"*","day_of_week":"*""#
        return bench.send(.post, schedules, body: #"{"name":"mine",\#(cron)\#(more)}"#)
    }

    private mutating func add(_ action: String, _ payload: String, to schedule: Int, more: String = "") -> HTTPResponse
    {
        let body = #"{"action":"\#(action)","payload":"\#(payload)","time_offset":0\#(more)}"#
        return bench.send(.post, schedules + "/\(schedule)/tasks", body: body)
    }

    private mutating func tasks(_ schedule: Int) -> [String] {
        let tasks = bench.send(.get, schedules + "/\(schedule)").json["attributes"]["relationships"]["tasks"]["data"]
        return tasks.elements.map {
            "\(Int($0["attributes"]["sequence_id"].number)) \($0["attributes"]["payload"].text)"
        }
    }

    @Test mutating func `a created schedule runs when it is due, and not after it was changed or deleted`() {
        let made = create().json["attributes"]
        let id = Int(made["id"].number)
        #expect(made["next_run_at"].text == "2026-11-23T12:05:00+00:00")
        #expect(add("power", "start", to: id).status == 200)
        let body =
            #"{"name":"later","minute":"30","hour":"*","day_of_month":"*","month":"*","day_of_week":"*","is_active":1}"#
        let changed = bench.send(.post, schedules + "/\(id)", body: body).json["attributes"]
        #expect(changed["next_run_at"].text == "2026-11-23T12:30:00+00:00")
        bench.pass(.seconds(20 * 60))
        #expect(bench.state("Creative") == .offline)
        bench.pass(.seconds(11 * 60))
        #expect(bench.state("Creative") == .running)
        _ = bench.send(.post, bench.path("Creative") + "/power", body: #"{"signal":"stop"}"#)
        #expect(bench.send(.delete, schedules + "/\(id)").status == 204)
        bench.pass(.seconds(2 * 3_600))
        #expect(bench.state("Creative") == .offline)
        #expect(bench.send(.get, schedules + "/\(id)").status == 404)
    }

    @Test mutating func `what is left out of an update is off`() {
        let id = Int(create(more: #","is_active":true,"only_when_online":true"#).json["attributes"]["id"].number)
        let body = #"{"name":"x","minute":"5","hour":"*","day_of_month":"*","month":"*","day_of_week":"*"}"#
        let changed = bench.send(.post, schedules + "/\(id)", body: body).json["attributes"]
        #expect(changed["is_active"] == .bool(false))
        #expect(changed["only_when_online"] == .bool(false))
    }

    @Test mutating func `cron that is none, no month and an empty flag are refused in three ways`() {
        #expect(
            create(minute: "61").json["errors"][0]["detail"].text
                == "The cron data provided does not evaluate to a valid expression."
        )
        let noMonth = #"{"name":"x","minute":"5","hour":"*","day_of_month":"*","day_of_week":"*"}"#
        #expect(bench.send(.post, schedules, body: noMonth).status == 500)
        let flag = create(more: #","is_active":null"#).json["errors"][0]
        #expect(flag["meta"]["rule"].text == "filled")
        #expect(flag["detail"].text == "The is active field is required.")
    }

    @Test mutating func `tasks keep their order through inserts, moves and deletions`() {
        let id = Int(create().json["attributes"]["id"].number)
        for payload in ["a", "b", "c"] { #expect(add("command", payload, to: id).status == 200) }
        #expect(
            add("command", "first", to: id, more: #","sequence_id":1"#).json["attributes"]["sequence_id"].number == 1
        )
        #expect(tasks(id) == ["1 first", "2 a", "3 b", "4 c"])
        let list = bench.send(.get, schedules + "/\(id)").json["attributes"]["relationships"]["tasks"]["data"]
        let first = Int(list[0]["attributes"]["id"].number)
        let move = #"{"action":"command","payload":"last","time_offset":"9","sequence_id":4}"#
        #expect(
            bench.send(.post, schedules + "/\(id)/tasks/\(first)", body: move).json["attributes"]["time_offset"].number
                == 9
        )
        #expect(tasks(id) == ["1 a", "2 b", "3 c", "4 last"])
        let second = Int(list[1]["attributes"]["id"].number)
        #expect(bench.send(.delete, schedules + "/\(id)/tasks/\(second)").status == 204)
        #expect(tasks(id) == ["1 b", "2 c", "3 last"])
        #expect(bench.send(.delete, schedules + "/\(id)/tasks/\(second)").status == 404)
    }

    @Test mutating func `a tenth task is the last, and a backup needs a limit above zero`() {
        let id = Int(create().json["attributes"]["id"].number)
        for _ in 0..<10 { #expect(add("backup", "", to: id).status == 200) }
        #expect(add("command", "x", to: id).json["errors"][0]["code"].text == "ServiceLimitExceededException")
        let proxy = bench.path("Lobby Proxy") + "/schedules"
        let body = #"{"name":"x","minute":"5","hour":"*","day_of_month":"*","month":"*","day_of_week":"*"}"#
        let other = Int(bench.send(.post, proxy, body: body).json["attributes"]["id"].number)
        let refused = bench.send(.post, proxy + "/\(other)/tasks", body: #"{"action":"backup","time_offset":0}"#)
        #expect(refused.status == 403)
        #expect(refused.json["errors"][0]["code"].text == "HttpForbiddenException")
    }

    @Test(arguments: [
        (#"{"payload":"x","time_offset":0}"#, "action", "required", "The action field is required."),
        (#"{"action":"fly","payload":"x","time_offset":0}"#, "action", "in", "The selected action is invalid."),
        (
            #"{"action":"power","time_offset":0}"#, "payload", "required_unless",
            "The payload field is required unless action is in backup."
        ),
        (
            #"{"action":"backup","time_offset":901}"#, "time_offset", "max",
            "The time offset may not be greater than 900."
        ),
        (#"{"action":"backup","time_offset":"x"}"#, "time_offset", "numeric", "The time offset must be a number."),
        (
            #"{"action":"backup","time_offset":0,"continue_on_failure":"maybe"}"#, "continue_on_failure", "boolean",
            "The continue on failure field must be true or false."
        ),
    ])
    mutating func `a task's fields are checked`(_ body: String, _ field: String, _ rule: String, _ text: String) {
        let id = Int(create().json["attributes"]["id"].number)
        let refused = bench.send(.post, schedules + "/\(id)/tasks", body: body)
        #expect(refused.status == 422)
        let error = refused.json["errors"].elements.first { $0["meta"]["rule"].text == rule } ?? .missing
        #expect(error["meta"]["source_field"].text == field)
        #expect(error["detail"].text == text)
    }
}
