import PterodactylAPI
import TestSupport
import Testing

struct CrashReportTests {
    private static let restarts1 = CrashReport(exitCode: 1, isOutOfMemory: false, verdict: .restarts)
    private static let gaveUp: CrashReport.Verdict = .gaveUp(within: .seconds(60))

    private func reports(of trace: Trace) -> [CrashReport] {
        var assembler = CrashReportAssembler()
        var reports = trace.events.flatMap { assembler.observe($0.event, at: $0.time) }
        reports += assembler.interrupted()
        return reports
    }

    /// The truth beside each trace: `docker` lines, what was done, and `wings-observed`.
    @Test(
        arguments: [
            ("crash_exit1", [restarts1]), ("crash_exit1-detect_clean_false", [restarts1]),
            ("crash_panel_down", [restarts1]),
            ("crash_61s", [restarts1, restarts1]),
            ("crash_twice", [restarts1, CrashReport(exitCode: 1, isOutOfMemory: false, verdict: gaveUp)]),
            ("clean_exit0", [CrashReport(exitCode: 0, isOutOfMemory: false, verdict: gaveUp)]),
            ("clean_exit0-detect_clean_false", []),
            ("crash_exit1-crash_detection_off", [CrashReport(verdict: .detectionDisabled)]),
            ("oom-crash_detection_off", [CrashReport(verdict: .detectionDisabled)]),
            ("oom", [CrashReport(exitCode: 137, isOutOfMemory: true, verdict: .restarts)]), ("oom-oom_disabled", []),
            ("crash_starting", [CrashReport(exitCode: 137, isOutOfMemory: false, verdict: .restarts)]),
            ("docker_kill", [CrashReport(exitCode: 137, isOutOfMemory: false, verdict: .restarts)]),
            ("docker_stop", [CrashReport(exitCode: 143, isOutOfMemory: false, verdict: .restarts)]),
            ("docker_restart-nocrash", [CrashReport(exitCode: 143, isOutOfMemory: false, verdict: .restarts)]),
            ("docker_restart", [CrashReport(exitCode: 143, isOutOfMemory: false, verdict: gaveUp)]),
            ("console_stop_api-ctrlC_egg", [CrashReport(exitCode: 0, isOutOfMemory: false, verdict: .restarts)]),
            ("dockerd_restart", [CrashReport(verdict: .failed)]),
            (
                "observe60-dockerd_two",
                [
                    CrashReport(exitCode: 143, isOutOfMemory: false, verdict: .restarts),
                    CrashReport(exitCode: 143, isOutOfMemory: false, verdict: .failed, isCorrection: true),
                    CrashReport(exitCode: 0, isOutOfMemory: false, verdict: gaveUp),
                ]
            ),
            (
                "start_error",
                [
                    CrashReport(exitCode: 128, isOutOfMemory: false, verdict: .restarts),
                    CrashReport(exitCode: 128, isOutOfMemory: false, verdict: gaveUp),
                    CrashReport(exitCode: 128, isOutOfMemory: false, verdict: .failed, isCorrection: true),
                ]
            ),
            ("jwt_expire", [restarts1]),
            ("jwt_refresh", [CrashReport(exitCode: 0, isOutOfMemory: false, verdict: .restarts)]),
        ] as [(String, [CrashReport])]
    )
    func `the crashes of a trace are told as they were`(name: String, expected: [CrashReport]) throws {
        #expect(reports(of: try Trace(name)) == expected)
    }

    @Test func `no other trace has a crash, whatever was stopped, killed or reinstalled in it`() throws {
        var total = 0
        for trace in try Trace.all() {
            let reports = reports(of: trace)
            let hasLines = trace.notices.contains { $0.concernsStop && $0 != .diskLimitExceeded }
            #expect(reports.isEmpty != hasLines, "\(trace.name): \(reports)")
            total += reports.filter { !$0.isCorrection }.count
        }
        // 21 with their lines, two without for want of crash detection, one that Docker's end left without.
        #expect(total == 24)
    }

    private func notice(_ text: String) -> WingsEvent {
        .console(ConsoleLine("\u{1B}[33m\u{1B}[1m[P Daemon]:\u{1B}[39m \(text)\u{1B}[0m"))
    }

    private let crash = "---------- Detected server process in a crashed state! ----------"
    private let giveUp = "Aborting automatic restart, last crash occurred less than 60 seconds ago."

    /// Every way to lose lines of a crash, or to get the middle ones in the other order.
    @Test(arguments: 0..<32)
    func `a crash whose lines are lost or swapped is told once, with what is left`(mask: Int) {
        var lines = [crash, "Exit code: 9", "Out of memory: true"]
        if mask & 16 != 0 { lines.swapAt(1, 2) }
        lines.append(giveUp)
        var assembler = CrashReportAssembler()
        var reports: [CrashReport] = []
        for (index, line) in lines.enumerated() where mask & (1 << index) == 0 {
            reports += assembler.observe(notice(line), at: PanelTime(millisecondsSince1970: 0))
        }
        reports += assembler.interrupted()
        let hasCode = mask & (mask & 16 == 0 ? 2 : 4) == 0
        let hasMemory = mask & (mask & 16 == 0 ? 4 : 2) == 0
        let verdict: CrashReport.Verdict = mask & 8 == 0 ? Self.gaveUp : .unknown
        let isNothing = mask & 15 == 15
        let report = CrashReport(
            exitCode: hasCode ? 9 : nil,
            isOutOfMemory: hasMemory ? true : nil,
            verdict: verdict
        )
        #expect(reports == (isNothing ? [] : [report]))
    }

    @Test func `two crashes whose first lines are lost stay two`() {
        var assembler = CrashReportAssembler()
        let now = PanelTime(millisecondsSince1970: 0)
        #expect(assembler.observe(notice("Exit code: 1"), at: now) == [])
        #expect(assembler.observe(notice("Exit code: 2"), at: now) == [CrashReport(exitCode: 1, verdict: .unknown)])
        #expect(assembler.observe(.status(.starting), at: now) == [CrashReport(exitCode: 2, verdict: .restarts)])
    }

    @Test func `a verdict is waited for to the minute`() {
        var assembler = CrashReportAssembler()
        let start = PanelTime(millisecondsSince1970: 1000)
        _ = assembler.observe(notice(crash), at: start)
        #expect(assembler.deadline == start + .seconds(60))
        #expect(assembler.waited(until: start + .milliseconds(59_999)) == [])
        #expect(assembler.waited(until: start + .seconds(60)) == [CrashReport(verdict: .unknown)])
        #expect(assembler.deadline == nil)
        #expect(assembler.observe(.status(.starting), at: start + .seconds(61)) == [])
    }
}
