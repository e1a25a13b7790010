import Foundation
import IncidentCampaign
import Telemetry

/// `campaign SEED INCIDENTS [INCIDENT]`: runs a campaign, or the window of one incident of it, and prints one line of JSON.
///
/// Everything else goes to standard error; the exit code is 1 when something happened that must not.
@main
struct CampaignCommand {
    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let seed = numbers.first ?? 1
        let incidents = numbers.count > 1 ? Int(numbers[1]) : 1_000
        let begin = ContinuousClock.now
        let report: CampaignReport
        if numbers.count > 2 {
            let number = Int(numbers[2])
            let campaign = Campaign(seed: seed, incidents: max(incidents, number + 1))
            let replay = try await campaign.replay(number)
            for line in replay.log { tell(line) }
            for line in replay.plan.lines { tell(line) }
            report = replay.report
        } else {
            let campaign = Campaign(seed: seed, incidents: incidents)
            report = try await campaign.run(atOnce: ProcessInfo.processInfo.activeProcessorCount) { plan, report in
                tell(
                    "window \(plan.number) by \(plan.source): \(report.actions) actions, \(report.failures.count) failures"
                )
            }
        }
        for failure in report.failures {
            tell(
                "\(failure.kind.rawValue): \(failure.row) \(failure.server) after \(failure.after): \(failure.text); "
                    + "make campaign SEED=\(seed) INCIDENTS=\(incidents) INCIDENT=\(failure.incident)"
            )
        }
        for (row, count) in report.undecidable.sorted(by: { $0.key < $1.key }) {
            tell("undecidable by \(row): \(count)")
        }
        for (source, recoveries) in report.recoveries.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for (kind, all) in recoveries.byKind.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let middle = Int(Recoveries.quantile(0.5, all).inSeconds.rounded())
                tell("recovery by \(source.rawValue): \(kind.rawValue) p50 \(middle) s of \(all.count)")
            }
        }
        tell("\(report.simulated) simulated in \(ContinuousClock.now - begin)")
        print(report.json(seed: seed))
        exit(report.failures.isEmpty ? 0 : 1)
    }

    private static func tell(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
