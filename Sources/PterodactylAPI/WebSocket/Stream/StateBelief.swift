/// Which state the reader was told, compared with the one that `stats` carry.
struct StateBelief: Sendable, Equatable {
    private(set) var state: PowerState?
    private var agreedAt = PanelTime(millisecondsSince1970: 0)
    private var disagreesSince: PanelTime?

    mutating func told(_ state: PowerState, at now: PanelTime) {
        self.state = state
        agreedAt = now
        disagreesSince = nil
    }

    /// Notes a state in `stats`; gives since when the reader may believe a wrong one, when that has lasted too long.
    mutating func shown(_ shown: PowerState, at now: PanelTime, tolerance: Duration) -> PanelTime? {
        guard let state, state != shown else {
            told(shown, at: now)
            return nil
        }
        guard let since = disagreesSince else {
            disagreesSince = now
            return nil
        }
        guard now - since >= tolerance else { return nil }
        let agreed = agreedAt
        told(shown, at: now)
        return agreed
    }
}
