public import PterodactylAPI
public import Telemetry

/// An order that waits to be sent.
struct WaitingOrder: Sendable, Equatable {
    /// Until when it may be.
    let deadline: Timestamp
    /// Whether the server is to stay down after it.
    let leavesDown: Bool
}

// What the panel is told to do.
extension PanelWatcher {
    /// Sends an order as soon as the budget's reserve and the breakers allow.
    ///
    /// - Parameters:
    ///   - leavesDown: whether the server is to stay down after it, so that nobody wants it up any more.
    ///   - deadline: until when it may be sent; after it, it is answered as not delivered.
    public mutating func act(
        _ order: Order,
        on uuid: ServerUUID,
        leavesDown: Bool = false,
        notAfter deadline: Timestamp? = nil,
        at now: Timestamp
    ) {
        let call = PanelCall.order(uuid, order)
        // The answer to the one that is under way answers this one, too.
        guard !agenda.isInFlight(call) else { return }
        agenda.add(urgent(call, node: knowledge.servers[uuid]?.node, at: now))
        orders[call] = WaitingOrder(deadline: deadline ?? now + Self.orderPatience, leavesDown: leavesDown)
    }

    /// Makes a backup; where the server has as many as it may, in place of the oldest that may go.
    ///
    /// That is one of `ours`, successful, unlocked, and not the last successful one; without one nothing is sent, and the order
    /// is answered as refused.
    public mutating func rotateBackups(
        of uuid: ServerUUID,
        ours: Set<BackupUUID>,
        notAfter deadline: Timestamp,
        at now: Timestamp
    ) {
        guard let record = knowledge.servers[uuid], let backups = record.backups else {
            return refuse(.createBackup, of: uuid, "the server's backups are not known")
        }
        let count = backups.counts.values.reduce(0, +) - backups.counts[.failed, default: 0]
        guard count >= record.server.featureLimits.backups else {
            return act(.createBackup, on: uuid, notAfter: deadline, at: now)
        }
        guard let oldest = backups.rotatable.first(where: ours.contains) else {
            return refuse(
                .createBackup,
                of: uuid,
                "the server has \(count) backups of \(record.server.featureLimits.backups), and none that the agent made may go"
            )
        }
        rotations[uuid] = deadline
        act(.deleteBackup(oldest), on: uuid, notAfter: deadline, at: now)
    }

    private mutating func refuse(_ order: Order, of uuid: ServerUUID, _ detail: String) {
        let error = PanelError.refused(code: "TooManyBackupsException", detail: detail)
        events.append(.orderAnswered(uuid, order, .failure(error)))
    }

    /// How long an order waits to be sent: longer, and it might hit a world that is another one.
    static let orderPatience = Duration.seconds(10)

    /// Notes that an order goes out now.
    mutating func noteSent(_ order: Order, of uuid: ServerUUID, at now: Timestamp) {
        let waiting = orders.removeValue(forKey: .order(uuid, order))
        let kind: ServerEvent.Kind
        switch order {
        case .power(let signal): kind = .power(signal)
        case .command(let text) where ServerEvent.isStopCommand(text): kind = .stopCommand
        case .command, .createBackup, .deleteBackup, .suspend, .unsuspend: return
        }
        knowledge.update(uuid) { $0.tracker.act(kind, leavesDown: waiting?.leavesDown ?? false, at: now) }
    }

    /// Takes the answer to an order in: the end of a backup is followed by the new one.
    mutating func settle(
        _ order: Order,
        of uuid: ServerUUID,
        _ result: Result<PanelAnswer, PanelError>,
        at now: Timestamp
    ) {
        if case .deleteBackup = order, let deadline = rotations.removeValue(forKey: uuid) {
            switch result {
            case .success: return act(.createBackup, on: uuid, notAfter: max(deadline, now + .seconds(1)), at: now)
            case .failure(let error): return events.append(.orderAnswered(uuid, .createBackup, .failure(error)))
            }
        }
        let answer = result.map { answer -> BackupUUID? in if case .backupBegun(let id) = answer { id } else { nil } }
        events.append(.orderAnswered(uuid, order, answer))
    }

    /// Answers the orders that could not be sent in time, or whose server is gone.
    mutating func giveUpOrders(at now: Timestamp) {
        for (call, waiting) in orders where now > waiting.deadline || !agenda.contains(call) {
            orders[call] = nil
            agenda.remove(call)
            guard case .order(let uuid, let order) = call else { continue }
            let error = PanelError.transport(.connectFailed("the action could not be sent in time"))
            settle(order, of: uuid, .failure(error), at: now)
        }
    }

    /// Takes note of what an earlier run of the agent told the panel: its traces in the log are not a human's.
    public mutating func recall(_ signal: PowerSignal, on uuid: ServerUUID, at time: Timestamp) {
        knowledge.recalled[uuid, default: []].append(OwnAction(kind: .power(signal), at: time))
    }
}
