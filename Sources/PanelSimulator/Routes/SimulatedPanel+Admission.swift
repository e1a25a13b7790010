import PterodactylAPI
import Telemetry

/// What the panel's middleware asks of a client request before any limit counts it.
extension SimulatedPanel {
    /// Ids in client paths are looked up before the limiter runs: an unknown one costs nothing.
    func checkBindings(_ arguments: [String], _ route: Route) throws(PanelFailure) {
        guard let name = arguments.first, let id = world.serverID(named: name), let server = world.servers[id] else {
            throw .notFound
        }
        guard arguments.count > 1 else { return }
        let object = arguments[1]
        let schedule = server.schedules.first { String($0.id) == object }
        let isThere =
            switch route {
            case .schedule, .updateSchedule, .executeSchedule, .deleteSchedule, .createTask: schedule != nil
            case .updateTask, .deleteTask: schedule?.tasks.contains { String($0.id) == arguments[2] } ?? false
            case .rotateClientDatabase, .deleteClientDatabase: server.databases.contains { $0.isNamed(object) }
            case .noteAllocation, .makeAllocationPrimary, .unassignAllocation:
                server.allocations.contains { String($0) == object }
            case .subuser, .updateSubuser, .deleteSubuser:
                server.subusers.contains { world.user($0.userID)?.uuid == object }
            default: server.backups.contains { $0.uuid == object }
            }
        guard isThere else { throw .notFound }
    }

    /// Refuses a user who must have a second factor and has none, but where one is set up.
    func checkSecondFactor(of user: SimulatedUser, _ route: Route) throws(PanelFailure) {
        let isAsked =
            switch options.requiredTwoFactor {
            case .nobody: false
            case .admins: user.isRootAdmin
            case .everybody: true
            }
        guard isAsked, !user.has2FA else { return }
        switch route {
        case .account, .twoFactor, .enableTwoFactor, .disableTwoFactor: return
        default:
            throw PanelFailure(
                400,
                "TwoFactorAuthRequiredException",
                "Two-factor authentication is required on this account in order to access this endpoint."
            )
        }
    }

    /// Refuses a key that is not good for the address that all simulated requests come from.
    mutating func checkAddress(_ key: SimulatedKey, of user: SimulatedUser, at now: Timestamp) throws(PanelFailure) {
        let address = World.clientAddress
        let isAllowed = key.allowedIPs.contains { AddressPattern($0)?.contains(address) ?? false }
        guard !key.allowedIPs.isEmpty, !isAllowed else { return }
        world.logAccount(
            "auth:ip-blocked",
            of: user.id,
            properties: [("identifier", .string(key.identifier))],
            at: now
        )
        throw PanelFailure(
            403,
            "AccessDeniedHttpException",
            "This IP address (\(address)) does not have permission to access the API using these credentials."
        )
    }
}
