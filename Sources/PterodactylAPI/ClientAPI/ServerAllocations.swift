/// The allocations of one server.
public struct ServerAllocations<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// All allocations.
    ///
    /// `GET client/servers/{server}/network/allocations`; permission `allocation.read`. The list has no pages.
    public func list() -> Request<[Allocation], Sender> {
        request(.list(APICall(.client, "allocation_list", .get, path("/network/allocations"))))
    }

    /// Gives the server a further allocation, of the panel's choice.
    ///
    /// `POST client/servers/{server}/network/allocations`; permission `allocation.create`.
    /// - Throws: on sending, `refused` when the limit is reached (a server without one may have none), with the code
    ///   `AutoAllocationNotEnabledException` where the panel does not allow it, which is the default, or
    ///   `NoAutoAllocationSpaceAvailableException`; `throttled` (since 1.12).
    public func assign() -> Request<Allocation, Sender> {
        request(
            .item(APICall(.client, "allocation_assign", .post, path("/network/allocations"), hasOwnLimit: true))
        )
    }

    /// Writes a note on an allocation.
    ///
    /// `POST client/servers/{server}/network/allocations/{allocation}`; permission `allocation.update`.
    /// - Parameter note: at most 256 characters; nil for none.
    public func setNote(_ note: String?, of allocation: AllocationID) -> Request<Allocation, Sender> {
        let body: JSONValue = ["notes": note.map { .string($0) } ?? .null]
        return request(.item(APICall(.client, "allocation_note", .post, path(of: allocation), json: body)))
    }

    /// Makes an allocation the one that players connect to, from the next start on.
    ///
    /// `POST client/servers/{server}/network/allocations/{allocation}/primary`; permission `allocation.update`. The node is not
    /// told.
    public func setPrimary(_ allocation: AllocationID) -> Request<Allocation, Sender> {
        request(.item(APICall(.client, "allocation_primary", .post, path(of: allocation, "/primary"))))
    }

    /// Gives an allocation back.
    ///
    /// `DELETE client/servers/{server}/network/allocations/{allocation}`; permission `allocation.delete`.
    /// - Throws: on sending, `refused` for the primary one, and on a server without a limit of allocations.
    public func unassign(_ allocation: AllocationID) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.client, "allocation_unassign", .delete, path(of: allocation))))
    }

    private func path(of allocation: AllocationID, _ rest: String = "") -> String {
        path("/network/allocations/\(allocation)" + rest)
    }
}
