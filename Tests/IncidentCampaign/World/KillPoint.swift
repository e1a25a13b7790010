/// Where an agent is killed on the way of one attempt, between the ledger and the answer.
package enum KillPoint: String, Sendable, Hashable, CaseIterable {
    /// The intent was decided, and is not written yet.
    case beforeCommit
    /// The intent is durable, and nothing is sent.
    case afterCommit
    /// The request is with the panel, and its answer will find nobody.
    case afterSend
    /// The answer came and the server was judged; how the intent ended is not written.
    case beforeClosing
}
