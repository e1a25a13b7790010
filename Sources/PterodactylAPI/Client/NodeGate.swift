/// Lets only so many calls at once through to one node.
///
/// A call that the panel passes on keeps a worker of the panel busy for as long as the node is slow: without a limit one slow
/// node makes the whole panel slow. Which node a server is on is learnt from the servers that pass by.
actor NodeGate {
    /// The right to be under way; to be given back.
    struct Pass: Sendable {
        fileprivate let node: String
    }

    private struct Waiting {
        let number: Int
        let wake: CheckedContinuation<Bool, Never>
    }

    private let limit: Int
    private var underWay: [String: Int] = [:]
    private var waiting: [String: [Waiting]] = [:]
    private var nodes: [Substring: String] = [:]
    private var lastNumber = 0

    init(limit: Int) { self.limit = max(1, limit) }

    /// Remembers where servers are.
    func learn(from answer: some Sendable) {
        switch answer {
        case let server as Server: note(server)
        case let page as Page<Server>: page.items.forEach(note)
        default: break
        }
    }

    private func note(_ server: Server) {
        nodes[server.uuid.rawValue[...]] = server.node
        nodes[server.identifier.rawValue[...]] = server.node
    }

    /// Waits for its turn; servers of nodes that are not known share one.
    /// - Throws: `cancelled` when the task was cancelled before its turn came.
    func enter(for server: Substring) async throws(PanelError) -> Pass {
        let node = nodes[server] ?? ""
        guard underWay[node, default: 0] >= limit else {
            underWay[node, default: 0] += 1
            return Pass(node: node)
        }
        lastNumber += 1
        let number = lastNumber
        let isAdmitted = await withTaskCancellationHandler {
            await withCheckedContinuation { wake in
                if Task.isCancelled {
                    wake.resume(returning: false)
                } else {
                    waiting[node, default: []].append(Waiting(number: number, wake: wake))
                }
            }
        } onCancel: {
            Task { await self.giveUp(number, at: node) }
        }
        guard isAdmitted else { throw .cancelled }
        return Pass(node: node)
    }

    /// Gives a pass back: to the next who waits, if there is one.
    func leave(_ pass: Pass) {
        if var queue = waiting[pass.node], !queue.isEmpty {
            let next = queue.removeFirst()
            waiting[pass.node] = queue.isEmpty ? nil : queue
            next.wake.resume(returning: true)
        } else if let count = underWay[pass.node] {
            underWay[pass.node] = count > 1 ? count - 1 : nil
        }
    }

    private func giveUp(_ number: Int, at node: String) {
        guard let index = waiting[node]?.firstIndex(where: { $0.number == number }) else { return }
        waiting[node]?.remove(at: index).wake.resume(returning: false)
    }
}
