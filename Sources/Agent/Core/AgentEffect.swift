package import Collecting
package import PterodactylAPI
package import Remediation
package import Telemetry

/// What the core wants done.
package enum AgentEffect: Sendable {
    /// Send a call to a panel, and hand the answer back as `AgentEvent.answered`.
    case send(AgentRequest)
    /// Write to the ledger, in the order given; an intent's outcome comes back as `AgentEvent.remediation`.
    case write(LedgerWrite)
    /// Show this snapshot from now on.
    case publish(Snapshot)
    /// Say something in the log.
    case log(LogLine)
}

/// A call under way.
package struct AgentRequest: Sendable, Hashable {
    /// The panel's name.
    package let panel: String
    /// What is asked.
    package let call: PanelCall
    /// When it was handed out.
    package let sentAt: Timestamp
}

/// A write to the ledger.
package enum LedgerWrite: Sendable {
    /// To be durable before it is answered.
    case commit(Intent)
    case record(Decision)
    case close(Closing)
}

/// What the core hears.
package enum AgentEvent: Sendable {
    /// Time has passed.
    case tick
    /// A call was answered, or was not.
    case answered(AgentRequest, Result<HTTPResponse, TransportError>)
    /// The ledger answered.
    case remediation(RemediationEvent)
    /// A write of a decision or closing succeeded or failed: whether the ledger can be written.
    case ledger(isWritable: Bool)
}
