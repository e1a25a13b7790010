import PterodactylAPI
import PanelSimulator
package import Remediation
import Telemetry

/// Incidents of every kind, drawn from a seed, on a panel of 200 servers on 8 nodes, in virtual time.
///
/// A campaign is a row of windows (``EpisodePlan``), each at a moment of its own within 30 days: a panel as it stands then, an
/// agent that begins, ten quiet minutes, up to 25 incidents of different servers within a quarter of an hour, and half an hour
/// after the last one. Within a window every poll, every frame, every snapshot and every evaluation of the shipped rules is
/// real, over all 200 servers; the time between windows is left out, and with it what an agent remembers from one to the next.
/// The path is the shipped one: the agent's core, its rules and guards, and its ledger in a real store. Windows are independent,
/// so that they run side by side, and each can be run again alone.
package struct Campaign: Sendable {
    /// What everything is drawn from.
    package let seed: UInt64
    /// How many incidents there are.
    package let incidents: Int
    /// The agent's guards.
    package var guards = Guard.standard

    /// Makes a campaign.
    package init(seed: UInt64, incidents: Int) {
        self.seed = seed
        self.incidents = incidents
    }

    /// How many windows it has.
    package var episodeCount: Int { (incidents + EpisodePlan.size - 1) / EpisodePlan.size }

    /// Draws a window.
    package func episode(_ number: Int) -> EpisodePlan {
        let count = min(EpisodePlan.size, incidents - number * EpisodePlan.size)
        return EpisodePlan(number, seed: seed, incidents: max(0, count))
    }

    /// Runs all windows, some at a time.
    /// - Parameter progress: is told each window's report as it ends.
    package func run(
        atOnce: Int,
        progress: @escaping @Sendable (EpisodePlan, CampaignReport) -> Void = { _, _ in }
    ) async throws -> CampaignReport {
        try await withThrowingTaskGroup(of: CampaignReport.self) { group in
            var next = 0
            var total = CampaignReport()
            func add() {
                guard next < episodeCount else { return }
                let number = next
                next += 1
                group.addTask { @concurrent in
                    let plan = episode(number)
                    let report = try await report(on: plan)
                    progress(plan, report)
                    return report
                }
            }
            for _ in 0..<max(1, atOnce) { add() }
            while let report = try await group.next() {
                total.add(report)
                add()
            }
            return total
        }
    }

    /// Runs the window of one incident; also what the agent said meanwhile.
    package func replay(_ incident: Int) async throws -> (plan: EpisodePlan, report: CampaignReport, log: [String]) {
        let plan = episode(incident / EpisodePlan.size)
        let (report, log) = try await replay(plan)
        return (plan, report, log)
    }

    /// Runs one window; also what the agent said meanwhile.
    package func replay(_ plan: EpisodePlan) async throws -> (report: CampaignReport, log: [String]) {
        var run = try await EpisodeRun(plan, guards: guards, keepsRecords: true)
        try await run.run()
        return (report(on: run), run.world.log)
    }

    /// Runs one window.
    package func report(on plan: EpisodePlan) async throws -> CampaignReport {
        var run = try await EpisodeRun(plan, guards: guards, keepsRecords: false)
        try await run.run()
        return report(on: run)
    }

    private func report(on run: EpisodeRun) -> CampaignReport {
        var report = CampaignReport()
        report.incidents = run.plan.incidents.count
        report.actions = run.judge.actionCount
        report.kills = run.world.kills
        report.failures = run.judge.failures
        report.recoveries = [run.plan.source: run.judge.recoveries]
        report.simulated = run.world.now - run.plan.start
        for incident in run.plan.incidents where incident.kind.isUndecidable(by: run.plan.source) {
            report.undecidable["\(run.plan.source.rawValue): \(incident.kind.rawValue)", default: 0] += 1
        }
        return report
    }
}

extension EpisodePlan {
    /// What befalls whom, a line each.
    package var lines: [String] {
        incidents.map { incident in
            let servers = incident.servers.map(\.identifier.rawValue).joined(separator: " ")
            return "\(incident.number) \(incident.kind.rawValue) at \(incident.at.inSeconds) s: \(servers)"
        }
    }
}
