import PterodactylAPI
import TestSupport
import Testing

/// What the answers about schedules are read to, and how settings go back.
struct ScheduleValueTests {
    private let schedules = recordedServer("e56e7773").schedules

    @Test func `a schedule tells what it does and when it did`() throws {
        let schedule = try Fixtures.read("servers.schedules.get_schedule_details", by: schedules.get(ScheduleID(1)))
        #expect(schedule.name == "Nightly restart" && schedule.isOnlyWhenOnline && !schedule.isProcessing)
        #expect(schedule.createdAt == PanelTime(parsing: "2026-11-23T15:25:16+00:00"))
        #expect(schedule.tasks.map(\.sequence) == [1, 2] && schedule.tasks[1].continuesOnFailure)
        let stuck = try Fixtures.read("servers.schedules.list_schedules.processing", by: schedules.list())
        #expect(stuck.map(\.isProcessing) == [true])
        let off = try Fixtures.read("servers.schedules.list_schedules.disabled", by: schedules.list())
        #expect(off.map(\.isActive) == [false] && off[0].tasks.isEmpty && off[0].lastRunAt == nil)
    }

    @Test func `the times of a panel elsewhere are the same moments`() throws {
        let schedule = try #require(try Fixtures.read("variant.timezone.schedules", by: schedules.list()).first)
        #expect(schedule.nextRunAt == PanelTime(parsing: "2026-11-24T04:00:00Z"))
    }

    @Test func `what was read goes back unchanged`() throws {
        let schedule = try Fixtures.read("servers.schedules.update_schedule", by: schedules.get(ScheduleID(6)))
        let recorded = try Fixtures.recording("servers.schedules.update_schedule").body
        #expect(schedules.update(schedule.id, schedule.settings).call.body == .json(recorded.encoded()))
    }

    @Test func `a step that was read goes back unchanged, its place included`() throws {
        let tasks = schedules.tasks(of: ScheduleID(6))
        let task = try Fixtures.read(
            "servers.schedules.update_task",
            by: tasks.update(TaskID(5), .power(.restart, after: .seconds(5)))
        )
        #expect(task.powerSignal == .restart && task.offset == .seconds(5))
        var settings = task.settings
        #expect(settings.sequence == 1)
        settings.sequence = nil
        let recorded = try Fixtures.recording("servers.schedules.update_task").body
        #expect(tasks.update(task.id, settings).call.body == .json(recorded.encoded()))
        #expect(ScheduleTask.Action(word: "dance").word == "dance")
        #expect(ScheduleTaskSettings.backup(ignoring: ["*.log", "cache"]).payload == "*.log\ncache")
    }
}
