import PterodactylAPI

/// An address and port of a node.
struct SimulatedAllocation: Sendable {
    let id: Int
    let node: NodeID
    let ip: String
    var alias: String?
    let port: Int
    var notes: String?
    /// The server that has it.
    var server: Int?
}

extension World {
    /// An allocation by its number; nil for one that was deleted.
    func allocation(_ id: Int) -> SimulatedAllocation? { allocationIndex(id).map { allocations[$0] } }

    /// The allocations of a server, its primary one first.
    func allocations(of server: SimulatedServer) -> [SimulatedAllocation] {
        server.allocations.compactMap { allocation($0) }
    }

    /// Adds an allocation to a node; returns its number, which is never given again.
    @discardableResult
    mutating func addAllocation(
        to node: NodeID,
        ip: String,
        port: Int,
        alias: String?,
        server: Int? = nil
    ) -> Int {
        let id = nextAllocationID
        nextAllocationID += 1
        allocations.append(
            SimulatedAllocation(id: id, node: node, ip: ip, alias: alias, port: port, notes: nil, server: server)
        )
        return id
    }

    /// Changes an allocation.
    mutating func updateAllocation(_ id: Int, _ change: (inout SimulatedAllocation) -> Void) {
        guard let index = allocationIndex(id) else { return }
        change(&allocations[index])
    }

    /// Deletes an allocation.
    mutating func removeAllocation(_ id: Int) {
        guard let index = allocationIndex(id) else { return }
        allocations.remove(at: index)
    }

    /// The place of a number in the list, which is sorted by number.
    private func allocationIndex(_ id: Int) -> Int? {
        var range = allocations.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if allocations[middle].id == id { return middle }
            range = allocations[middle].id < id ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
