import Collecting

extension Guard {
    /// Late activity entries may still tell that somebody stopped it; and what cannot be decided is not acted upon.
    static let undecided = Guard(.undecided) { view, context in
        guard context.isForDownServer, !context.isOwnDoing else { return .yes }
        return switch view.situation {
        case .undecided: .no("why the server went down is not decided yet")
        case .down(.undecidable): .no("why the server went down cannot be known with the rights of the key")
        default: .yes
        }
    }
}
