/// What Wings told about one crash of a server.
public struct CrashReport: Sendable, Hashable {
    /// The exit code; nil when the line was lost or there was none.
    public var exitCode: Int?
    /// Whether the kernel killed it for want of memory; nil when the line was lost or there was none.
    public var isOutOfMemory: Bool?
    /// What Wings does about it.
    public var verdict: Verdict
    /// Whether it corrects the report before: the same crash, not another one to count.
    public var isCorrection: Bool

    /// What Wings does about a crash.
    public enum Verdict: Sendable, Hashable {
        /// It starts the server again, at once and once.
        case restarts
        /// It gave up, since the crash before lies less than that far back: somebody has to start the server.
        case gaveUp(within: Duration?)
        /// Its crash detection is off: somebody has to start the server.
        case detectionDisabled
        /// It failed: somebody has to start the server.
        case failed
        /// Nobody knows: the lines were lost, or nothing came for a while.
        case unknown
    }

    /// Makes a report.
    public init(
        exitCode: Int? = nil,
        isOutOfMemory: Bool? = nil,
        verdict: Verdict,
        isCorrection: Bool = false
    ) {
        self.exitCode = exitCode
        self.isOutOfMemory = isOutOfMemory
        self.verdict = verdict
        self.isCorrection = isCorrection
    }
}
