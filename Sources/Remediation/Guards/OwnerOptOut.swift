import Collecting

extension Guard {
    /// A server's owner can say by the startup variable `PTEROWATCH` that it is to be left alone.
    static let ownerOptOut = Guard(.ownerOptOut) { view, _ in
        view.ownerWish == .off ? .no("the server's startup variable PTEROWATCH is off") : .yes
    }
}
