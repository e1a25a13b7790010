import Collecting

extension Guard {
    /// Wings stops a server over its disk limit, and silently refuses to start it until space is freed.
    static let diskOverLimit = Guard(.diskOverLimit) { view, context in
        guard context.step.action.startsServer else { return .yes }
        return view.isDiskOverLimit || view.situation == .down(.disk)
            ? .no("the server uses more disk than its limit; a start would be refused") : .yes
    }
}
