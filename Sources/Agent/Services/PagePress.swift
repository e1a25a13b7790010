import Exposition
import Telemetry

/// Makes the pages of the newest snapshot: each form is written once, and compressed once in each way.
///
/// What it keeps of the snapshot before makes the next one cheap, so that a kind which nobody asks for any more is to be
/// forgotten.
struct PagePress: Sendable {
    /// All pages of one form.
    private struct Run: Sendable {
        var encoder: PageEncoder
        /// The newest snapshot in this form; nil until it is asked for.
        var page: EncodedPage?
        var compressors: [ContentEncoding: PageCompressor] = [:]
    }

    private let writesCreation: Bool
    private var snapshot: Snapshot
    private var runs: [ScrapeFormat: Run] = [:]

    /// Makes a press that has made no page yet.
    /// - Parameter writesCreation: whether OpenMetrics has `_created` where the snapshot tells it.
    init(_ snapshot: Snapshot, writesCreation: Bool) {
        self.snapshot = snapshot
        self.writesCreation = writesCreation
    }

    /// Takes the next snapshot; pages are made of it from now on.
    /// - Parameter kinds: those that are still asked for; what was kept for others goes.
    mutating func take(_ snapshot: Snapshot, keeping kinds: Set<PageKind>) {
        self.snapshot = snapshot
        for format in runs.keys {
            runs[format]?.page = nil
            for encoding in ContentEncoding.allCases where !kinds.contains(PageKind(format, encoding)) {
                runs[format]?.compressors[encoding] = nil
            }
        }
        runs = runs.filter { !$0.value.compressors.isEmpty }
    }

    /// The newest snapshot as a page of one kind, which wants an ending (`FreshSegment`).
    mutating func page(_ kind: PageKind) -> PreparedPage {
        let writesCreation = writesCreation
        var run =
            runs.removeValue(forKey: kind.format)
            ?? Run(encoder: PageEncoder(kind.format, isLast: false, writesCreation: writesCreation))
        defer { runs[kind.format] = run }
        let page = run.page ?? run.encoder.encode(snapshot)
        run.page = page
        return run.compressors[kind.encoding, default: PageCompressor(kind.encoding)].prepare(page)
    }
}
