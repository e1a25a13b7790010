/// The answer of a call that brings nothing back.
///
/// It says that the panel took the call, not that anything happened: Wings works in the background and drops power actions
/// silently in many states. Whoever needs the outcome looks at the server again.
public struct Accepted: Sendable, Hashable {
    /// Makes one.
    public init() {}
}
