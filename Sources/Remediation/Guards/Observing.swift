import Collecting

extension Guard {
    /// The mode, or the server's owner, allows to decide but not to act.
    static let observing = Guard(.observing) { context in
        if !context.mode.mayAct {
            return .no("would have done: \(context.step.action) (mode is \(context.mode.rawValue))")
        }
        if context.view?.ownerWish == .observe {
            return .no("would have done: \(context.step.action) (the server's startup variable PTEROWATCH is observe)")
        }
        return .yes
    }
}
