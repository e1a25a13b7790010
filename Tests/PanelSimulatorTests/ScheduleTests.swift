import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct ScheduleTests {
    @Test(arguments: [
        (["0", "4", "*", "*", "*"], "2026-11-24T04:00:00+00:00"),
        (["*/30", "*", "*", "*", "1-5"], "2026-11-23T12:30:00+00:00"),
        (["1", "12", "*", "*", "*"], "2026-11-23T12:01:00+00:00"),
        (["0", "0", "29", "2", "*"], "2028-02-29T00:00:00+00:00"),
        (["15,45", "6-8", "*", "*", "0"], "2026-11-29T06:15:00+00:00"),
        (["0", "0", "1", "*", "3"], "2026-11-25T00:00:00+00:00"),
        (["5/20", "12", "*", "*", "7"], "2026-11-29T12:05:00+00:00"),
        (["0", "0", "1", "1", "*"], "2027-01-01T00:00:00+00:00"),
    ])
    func `a cron expression's next minute is in UTC`(_ fields: [String], _ expected: String) throws {
        let cron = try #require(
            CronExpression(
                minute: fields[0],
                hour: fields[1],
                dayOfMonth: fields[2],
                month: fields[3],
                dayOfWeek: fields[4]
            )
        )
        let next = try #require(cron.next(after: Bench.start))
        #expect(next.millisecondsSince1970 % 60_000 == 0)
        #expect(iso(next) == expected)
    }

    /// The time as the panel writes it, taken from a backup that was made then.
    private func iso(_ time: Telemetry.Timestamp) -> String {
        var panel = SimulatedPanel(options: SimulatorOptions(), startingAt: time)
        let id = panel.server(named: "Survival")?.identifier.rawValue ?? ""
        let request = HTTPRequest(
            method: .post,
            url: "http://panel/api/client/servers/\(id)/backups",
            headers: [("Accept", "application/json"), ("Authorization", "Bearer " + panel.clientKey.reveal())]
        )
        guard case .answer(let response, _) = panel.respond(to: request, at: time) else { return "" }
        return response.json["attributes"]["created_at"].text
    }

    @Test(arguments: [
        ["60", "*"], ["*", "24"], ["a", "*"], ["5-1", "*"], ["*/0", "*"], ["", "*"], ["1-2-3", "*"],
    ])
    func `a field that is none gives no expression`(_ fields: [String]) {
        #expect(CronExpression(minute: fields[0], hour: fields[1]) == nil)
    }

    @Test func `the nightly restart really runs, and says so`() throws {
        var bench = Bench()
        bench.pass(.seconds(15 * 3_600 - 60))
        let target = "/api/client/servers/\(bench.id("Survival"))/schedules"
        #expect(bench.send(.get, target).json["data"][0]["attributes"]["is_processing"] == .bool(false))
        bench.pass(.seconds(40))
        let during = bench.send(.get, target).json["data"][0]["attributes"]
        #expect(during["is_processing"] == .bool(true))
        #expect(during["next_run_at"].text == "2026-11-25T03:00:00+00:00")
        #expect(bench.state("Survival") == .running)
        bench.pass(.seconds(21))
        #expect(bench.state("Survival") == .stopping)
        bench.pass(.seconds(60))
        let after = bench.send(.get, target).json["data"][0]["attributes"]
        #expect(bench.state("Survival") == .running)
        #expect(bench.panel.server(named: "Survival")?.starts == 1)
        #expect(after["is_processing"] == .bool(false))
        #expect(after["last_run_at"].text == "2026-11-24T03:00:30+00:00")
    }

    @Test func `a schedule for online servers only passes over an offline one`() throws {
        var bench = Bench()
        try bench.apply(.stop(bench.id("Survival"), via: .web))
        bench.pass(.seconds(16 * 3_600))
        #expect(bench.state("Survival") == .offline)
        #expect(bench.panel.server(named: "Survival")?.starts == 0)
    }

    @Test func `nightly backups are made, end well, and push out the oldest at the limit`() throws {
        var bench = Bench()
        let before = try #require(bench.panel.server(named: "Survival")?.backups)
        for _ in 0..<12 { bench.pass(.seconds(86_400)) }
        let after = try #require(bench.panel.server(named: "Survival")?.backups)
        #expect(before.count == 2)
        #expect(after.count == 10)
        #expect(after.count(where: { !$0.isSuccessful }) == 0)
        #expect(after.first?.uuid != before.first?.uuid)
    }

    @Test func `a backup takes its time and can fail`() throws {
        var bench = Bench()
        let target = "/api/client/servers/\(bench.id("Survival"))/backups"
        try bench.apply(.failBackups(bench.id("Survival"), count: 1))
        let first = bench.send(.post, target).json["attributes"]
        #expect(first["completed_at"] == .null)
        #expect(bench.activity("Survival").first == "server:backup.start")
        bench.pass(.seconds(200))
        let failed = bench.send(.get, target + "/" + first["uuid"].text).json["attributes"]
        #expect(failed["completed_at"] != .null)
        #expect(failed["is_successful"] == .bool(false))
        #expect(bench.activity("Survival").first == "server:backup.fail")
        #expect(bench.send(.post, target).status == 200)
        bench.pass(.seconds(200))
        let list = bench.send(.get, target).json
        #expect(list["data"].elements.last?["attributes"]["is_successful"] == .bool(true))
        #expect(list["meta"]["backup_count"].number == 3)
        #expect(list["meta"]["pagination"]["total"].number == 4)
    }

    @Test func `a schedule run by hand does its first step at once and is logged`() throws {
        var bench = Bench()
        let target = "/api/client/servers/\(bench.id("Survival"))/schedules/1/execute"
        #expect(bench.send(.post, target).status == 202)
        #expect(bench.activity("Survival").first == "server:schedule.execute")
        bench.pass(.seconds(31))
        #expect(bench.state("Survival") == .stopping)
    }
}
