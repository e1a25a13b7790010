/// The addresses and ports of one node.
public struct NodeAllocations<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/application/nodes/{node}/allocations`.
    let path: String

    /// All allocations of the node; the panel cannot sort them.
    ///
    /// `GET application/nodes/{node}/allocations`; right `allocations: read`.
    /// - Parameters:
    ///   - filter: what they must be like, such as `.unassigned`.
    ///   - include: what to bring along.
    ///   - perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public func list(
        filter: [ApplicationFilter<ApplicationAllocation>] = [],
        include: [AllocationInclude] = [],
        perPage: Int = 100
    ) -> PagedRequest<ApplicationAllocation, Sender> {
        paged { page in
            let query = APICall.listing(page, perPage: perPage, filter: filter, include: include)
            return .page(APICall(.application, "node_allocation_list", .get, path, query: query))
        }
    }

    /// Makes allocations; those that exist are passed over in silence, and the new ones' ids are not told.
    ///
    /// `POST application/nodes/{node}/allocations`; right `allocations: write`.
    /// - Parameters:
    ///   - ip: an IP address, a name that resolves, or a network from `/27` to `/32` (later versions: from `/25`).
    ///   - ports: the ports, 1025 to 65535, at most 1000 in one range.
    ///   - alias: the name or address to show instead, at most 191 characters.
    /// - Throws: on sending, `refused` with `PortOutOfRangeException`, `TooManyPortsInRangeException` or
    ///   `CidrOutOfRangeException`.
    public func create(ip: String, ports: [AllocationPorts], alias: String? = nil) -> Request<Accepted, Sender> {
        var members: [String: JSONValue] = ["ip": .string(ip), "ports": .texts(ports.map(\.text))]
        if let alias { members["alias"] = .string(alias) }
        return request(
            .accepted(APICall(.application, "node_allocation_create", .post, path, json: .object(members)))
        )
    }

    /// Deletes one allocation; the panel deletes no more at once.
    ///
    /// `DELETE application/nodes/{node}/allocations/{allocation}`; right `allocations: write`.
    /// - Throws: on sending, `refused` with the code `ServerUsingAllocationException` while a server has it.
    public func delete(_ allocation: AllocationID) -> Request<Accepted, Sender> {
        request(
            .accepted(APICall(.application, "node_allocation_delete", .delete, "\(path)/\(allocation.rawValue)"))
        )
    }
}
