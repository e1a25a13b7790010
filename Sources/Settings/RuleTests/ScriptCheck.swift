internal import PromQL

/// The report of `test-promql`: scripts of the evaluator, and what they did not find.
public struct ScriptCheck: Sendable, Equatable {
    /// What goes to standard output.
    public private(set) var output = ""
    /// What goes to standard error: one line `FILE:LINE: …` for each evaluation that failed or was not run, and for each
    /// file how many were not run.
    public private(set) var errors = ""
    /// Whether all evaluations that were run gave what they have to; those that need native histograms are not run.
    public private(set) var isSuccess = true

    /// Runs scripts, in the order given.
    public init(files: [String], sources: SettingsSources) {
        for file in files {
            let (count, failures, refusals) = Self.run(file, sources)
            let notRun = "\(refusals.count) not run (native histograms)"
            let refused = refusals.isEmpty ? "" : ", \(notRun)"
            if !failures.isEmpty {
                output += "\(file): \(count) evaluations, \(failures.count) failed\(refused)\n"
                isSuccess = false
            } else if refusals.isEmpty {
                output += "\(file): \(count) evaluations, all as expected\n"
            } else {
                output += "\(file): \(count) evaluations, \(count - refusals.count) as expected\(refused)\n"
            }
            errors += (failures + refusals).map { $0 + "\n" }.joined()
            if !refusals.isEmpty { errors += "\(file): \(notRun)\n" }
        }
    }

    private static func run(_ file: String, _ sources: SettingsSources) -> (
        count: Int, failures: [String], refusals: [String]
    ) {
        let text: String
        do {
            text = try sources.text(of: file)
        } catch {
            return (0, [error.description], [])
        }
        do {
            let report = try ScriptRunner().run(text)
            return (
                report.evaluationCount,
                report.failures.map { "\(file):\($0.line): \($0.expression): \($0.message)" },
                report.refusals.map { "\(file):\($0.line): \($0.expression): not run: \($0.message)" }
            )
        } catch {
            return (0, ["\(file):\(error.line): \(error.message)"], [])
        }
    }
}
