extension Guard {
    /// A server that the inventory does not have: deleted, hidden from the key, or never there.
    static let notListed = Guard(.notListed) { context in
        context.view == nil ? .no("the inventory has no such server") : .yes
    }
}
