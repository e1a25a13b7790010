/// A step that an alert took in one evaluation.
public struct AlertChange: Sendable, Equatable {
    /// Which step.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// It is new and waits for its `for`.
        case pending
        /// It began to fire.
        case firing
        /// It fired, and waits again because its rule got a longer `for`.
        case returnedToPending = "returned_to_pending"
        /// It was pending and its element is gone: forgotten, nobody was told.
        case forgotten
        /// It fired and its element is gone, `keep_firing_for` included.
        case resolved
    }

    /// The alert after the step; for `forgotten` and `resolved` as it last was.
    public let alert: Alert
    /// The step.
    public let step: Step

    /// Makes a change.
    public init(_ alert: Alert, _ step: Step) {
        self.alert = alert
        self.step = step
    }
}
