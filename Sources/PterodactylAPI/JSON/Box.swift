/// What an object may bring along; without arguments it is empty.
protocol Includable: Sendable, Hashable {
    init()
}

/// A value that stands elsewhere while it is not empty, so that an object that brought nothing along stays small, and may
/// bring along others of its own kind.
struct Box<Value: Includable>: Sendable, Hashable {
    /// At most one.
    private var storage: [Value] = []

    var value: Value {
        get { storage.first ?? Value() }
        set { storage = newValue == Value() ? [] : [newValue] }
    }
}
