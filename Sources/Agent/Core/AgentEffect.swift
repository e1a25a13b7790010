package import Alerting
package import Collecting
package import Notifying
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
    /// Tell one who is to be told of alerts, or ask for silences; the answer comes back as `AgentEvent.delivered`.
    case deliver(Delivery)
    /// The answer to `AgentEvent.approval`, by its ticket.
    case approval(Int, Result<Approval, Approval.Refusal>)
    /// Say something in the log.
    case log(LogLine)
    /// Follow a server's WebSocket until told otherwise; what it says comes back as `AgentEvent.streamed`, and what it needs
    /// to get in as `AgentEvent.credentialsWanted`.
    case follow(StreamOrder)
    /// Follow it no more.
    case unfollow(StreamAddress)
    /// The answer to `AgentEvent.credentialsWanted`.
    case credentials(StreamAddress, Result<WebSocketCredentials, PanelError>)
}

/// Which server's WebSocket.
package struct StreamAddress: Sendable, Hashable {
    /// The panel's name.
    package let panel: String
    /// The server.
    package let server: ServerUUID

    /// Makes an address.
    package init(panel: String, server: ServerUUID) {
        self.panel = panel
        self.server = server
    }
}

/// A WebSocket to be followed.
package struct StreamOrder: Sendable, Hashable {
    /// Whose it is.
    package let address: StreamAddress
    /// The name of the node that it leads to: its certificate may need an authority of its own.
    package let node: String
    /// What the daemon wants as `Origin`: the panel's URL as the node's configuration has it; nil where that is not known.
    package let origin: String?

    /// Makes an order.
    package init(address: StreamAddress, node: String, origin: String?) {
        self.address = address
        self.node = node
        self.origin = origin
    }
}

/// Something that a WebSocket said, and when.
package struct StreamedEvent: Sendable, Equatable {
    /// Whose it is.
    package let address: StreamAddress
    /// What was said.
    package let event: StreamEvent
    /// When it came.
    package let at: Timestamp

    /// Makes an event.
    package init(address: StreamAddress, event: StreamEvent, at: Timestamp) {
        self.address = address
        self.event = event
        self.at = at
    }
}

/// A call under way.
package struct AgentRequest: Sendable, Hashable {
    /// The panel's name.
    package let panel: String
    /// What is asked.
    package let call: PanelCall
    /// Whom.
    package let destination: Destination
    /// When it was handed out.
    package let sentAt: Timestamp
    /// What it carries to be found again in the panel's logs: the ledger shows the same; nil for what no intent asks for.
    package let requestID: String?
}

/// A write to the ledger.
package enum LedgerWrite: Sendable {
    /// To be durable before it is answered.
    case commit(Intent)
    case record(Decision)
    case close(Closing)
    case approval(ApprovalRecord)
    /// A backup that an intent made.
    case backup(BackupUUID, of: Intent.ID)
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
    /// A delivery was answered, or was not.
    case delivered(Delivery, Result<HTTPResponse, TransportError>)
    /// Somebody approves or denies what a question is about; the answer comes as `AgentEffect.approval` with the ticket.
    case approval(Approval.ID, approves: Bool, by: String, ticket: Int)
    /// Somebody stopped all remediation, or let it go on: who did, where that is known.
    case stopped(StopSwitch?, endedBy: String? = nil)
    /// The wall clock went so much further than time did, or less far: it was set, or the machine slept.
    case clockStepped(Duration)
    /// The rule files were read again.
    case rulesLoaded([RuleGroup])
    /// WebSockets said something, in the order in which it came.
    case streamed([StreamedEvent])
    /// A WebSocket needs new credentials; they are given by `AgentEffect.credentials`, within the request budget.
    case credentialsWanted(StreamAddress)
    /// What others ask for by alerts of theirs, in place of what they asked for before.
    case requests(ReceivedAlerts)
    /// What somebody keeps quiet, in place of what they kept quiet before.
    case silences(Silences.Source, [Silence])
}
