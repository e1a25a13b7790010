/// Puts the lines that Wings writes about a crash together, whichever of them arrive.
///
/// | Line or event | Meaning |
/// |---|---|
/// | crash detected | a crash begins; one that is still open is told as it is |
/// | exit code, out of memory | belongs to the open crash, and opens one where the line before was lost |
/// | gave up, detection disabled | ends the open crash; without one it is a crash of which nothing else is known |
/// | an error while handling | as before; when Wings was restarting the server, it corrects that report |
/// | a preflight line, `starting`, `running` | the open crash's restart |
/// | nothing for `patience` | the open crash stays without a verdict |
///
/// A node that waits for its panel takes 30 s and more from the crash to the restart (recorded: 16.5 s), hence the patience.
public struct CrashReportAssembler: Sendable, Equatable {
    /// How long a verdict is waited for.
    public let patience: Duration
    private var open: CrashReport?
    private var openedAt = PanelTime(millisecondsSince1970: 0)
    /// The crash whose restart is under way, or has just come to nothing.
    private var restarting: CrashReport?

    /// Starts without a crash.
    public init(patience: Duration = .seconds(60)) { self.patience = patience }

    /// When `waited` has something to tell; nil without an open crash.
    public var deadline: PanelTime? { open == nil ? nil : openedAt + patience }

    /// Takes in an event, and gives the reports that are complete with it, in order.
    public mutating func observe(_ event: WingsEvent, at now: PanelTime) -> [CrashReport] {
        let late = waited(until: now)
        switch event {
        case .console(let line): return late + (line.notice.map { observe($0, at: now) } ?? [])
        case .status(.starting): return late + close(.restarts)
        case .status(.running):
            let reports = close(.restarts)
            restarting = nil
            return late + reports
        case .status(.stopping):
            // Whatever comes now is somebody's will, no longer the restart's fate.
            restarting = nil
            return late
        default: return late
        }
    }

    /// Tells an open crash whose verdict did not come in time.
    public mutating func waited(until now: PanelTime) -> [CrashReport] {
        guard let deadline, now >= deadline else { return [] }
        return close(.unknown)
    }

    /// Tells what is known when events were lost: the verdict may be among them.
    public mutating func interrupted() -> [CrashReport] {
        restarting = nil
        return close(.unknown)
    }

    private mutating func observe(_ notice: DaemonNotice, at now: PanelTime) -> [CrashReport] {
        switch notice {
        case .crashDetected: return begin(at: now)
        case .exitCode(let code):
            let earlier = open == nil || open?.exitCode != nil ? begin(at: now) : []
            open?.exitCode = code
            return earlier
        case .outOfMemory(let isSo):
            let earlier = open == nil || open?.isOutOfMemory != nil ? begin(at: now) : []
            open?.isOutOfMemory = isSo
            return earlier
        case .gaveUp(let span): return decide(.gaveUp(within: span))
        case .detectionDisabled: return decide(.detectionDisabled)
        case .crashHandlingFailed:
            guard open == nil, var report = restarting else { return decide(.failed) }
            restarting = nil
            report.verdict = .failed
            report.isCorrection = true
            return [report]
        case .preflight: return close(.restarts)
        case .diskLimitExceeded, .imagePullStarted, .imagePullFinished, .other: return []
        }
    }

    private mutating func begin(at now: PanelTime) -> [CrashReport] {
        let earlier = close(.unknown)
        open = CrashReport(verdict: .unknown)
        openedAt = now
        return earlier
    }

    /// Ends the open crash, or one of which nothing else is known.
    private mutating func decide(_ verdict: CrashReport.Verdict) -> [CrashReport] {
        if open == nil { open = CrashReport(verdict: verdict) }
        return close(verdict)
    }

    private mutating func close(_ verdict: CrashReport.Verdict) -> [CrashReport] {
        guard var report = open else { return [] }
        open = nil
        report.verdict = verdict
        if verdict == .restarts { restarting = report }
        return [report]
    }
}
