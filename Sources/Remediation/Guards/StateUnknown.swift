import Collecting

extension Guard {
    /// Absence of knowledge is not a crash.
    static let stateUnknown = Guard(.stateUnknown) { view, context in
        guard context.needsState else { return .yes }
        guard view.state != nil, view.situation != .unknown else { return .no("the server's state is not known now") }
        return .yes
    }
}
