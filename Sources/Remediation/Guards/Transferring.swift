import Collecting

extension Guard {
    /// A transfer takes the server down, and leaves it so; a start would break it.
    static let transferring = Guard(.transferring) { view, _ in
        view.isTransferring ? .no("the server is being transferred to another node") : .yes
    }
}
