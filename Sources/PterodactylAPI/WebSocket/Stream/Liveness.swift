/// What was heard of the other side, and when.
struct Liveness: Sendable, Equatable {
    struct Probe: Sendable, Equatable {
        let deadline: PanelTime
        /// Whether only a frame counts as an answer, as from a running server.
        let needsText: Bool
    }

    /// The last sign of any kind: all that was sent before it has arrived.
    private(set) var heardAt = PanelTime(millisecondsSince1970: 0)
    /// The last frame.
    private(set) var textAt = PanelTime(millisecondsSince1970: 0)
    /// The last moment at which no event was missing, as far as is known.
    var completeAt = PanelTime(millisecondsSince1970: 0)
    /// What was asked for, and is not answered yet.
    var probe: Probe?

    init() {}

    init(startedAt: PanelTime) {
        heardAt = startedAt
        textAt = startedAt
        completeAt = startedAt
    }

    mutating func heardText(at now: PanelTime) {
        heardAt = now
        textAt = now
        probe = nil
    }

    mutating func heardSign(at now: PanelTime) {
        heardAt = now
        if probe?.needsText == false { probe = nil }
    }
}
