import PterodactylAPI
import Telemetry

/// The three parts in which the application API changes a server; its node is told, but need not hear it.
extension SimulatedPanel {
    /// `PATCH details`: what is left out of external id and description is erased.
    mutating func updateDetails(of server: SimulatedServer, _ call: ApplicationCall) throws(PanelFailure) {
        let input = call.context.input
        var validator = Validator(input)
        ServerRules.checkExternalID(&validator, in: world, butNot: server.id)
        validator.check("name", .required, .string, .min(1), .max(191))
        ServerRules.checkOwner(&validator, in: world)
        validator.check("description", .nullable, .string)
        try validator.finish()
        var server = server
        server.externalID = input["external_id"]?.string
        server.name = input["name"]?.string ?? server.name
        server.owner = input["user"]?.wholeNumber ?? server.owner
        server.description = input["description"]?.string ?? ""
        server.updatedAt = call.now
        world.servers[server.id] = server
    }

    /// `PATCH startup`: an empty environment leaves the variables alone; else each one that is not sent is emptied.
    mutating func updateStartup(of server: SimulatedServer, _ call: ApplicationCall) throws(PanelFailure) {
        let input = call.context.input
        var validator = Validator(input)
        validator.check("startup", .required, .string)
        validator.check("environment", .present, .array)
        ServerRules.checkEgg(&validator)
        ServerRules.checkImage(&validator, field: "image")
        validator.check("skip_scripts", .present, .boolean)
        try validator.finish()
        var server = server
        let egg = EggCatalogue.egg(input["egg"]?.wholeNumber ?? server.egg)
        if let environment = input["environment"], !environment.isEmptyForValidation {
            server.variables.merge(try ServerRules.variables(of: egg, in: environment)) { _, new in new }
        }
        server.egg = egg.id
        server.startup = input["startup"]?.string ?? server.startup
        server.image = input["image"]?.string ?? server.image
        server.skipsScripts = input["skip_scripts"]?.flag ?? server.skipsScripts
        server.updatedAt = call.now
        world.servers[server.id] = server
    }

    /// `PATCH build`: limits and allocations, all or nothing (panel `BuildModificationService`).
    mutating func updateBuild(of server: SimulatedServer, _ call: ApplicationCall) throws(PanelFailure) {
        let input = call.context.input
        try ServerRules.checkBuild(input, of: server, in: world)
        var changed = world
        let primary = try Self.changeAllocations(of: server, input, in: &changed)
        var server = changed.servers[server.id] ?? server
        guard let place = server.allocations.firstIndex(of: primary) else {
            throw PanelFailure(
                400,
                "DisplayException",
                "The requested default allocation is not currently assigned to this server."
            )
        }
        server.allocations.insert(server.allocations.remove(at: place), at: 0)
        let limits = input["limits"].flatMap { $0.isNull ? nil : $0 } ?? input
        server.limits = ServerRules.limits(in: limits, else: server.limits)
        server.limits.isOOMDisabled = input["oom_disabled"]?.flag ?? server.limits.isOOMDisabled
        ServerRules.writeFeatureLimits(in: input, to: &server)
        server.updatedAt = call.now
        changed.servers[server.id] = server
        world = changed
    }

    /// Assigns what is free and gives back what is unwanted.
    /// - Returns: the allocation that is to be the primary one.
    private static func changeAllocations(
        of server: SimulatedServer,
        _ input: JSON,
        in world: inout World
    ) throws(PanelFailure) -> Int {
        let added = input["add_allocations"]?.elements?.compactMap(\.wholeNumber) ?? []
        let removed = input["remove_allocations"]?.elements?.compactMap(\.wholeNumber) ?? []
        var primary = input["allocation"]?.wholeNumber ?? 0
        var own = server.allocations
        let free = world.allocations.filter {
            added.contains($0.id) && $0.node == server.node && $0.server == nil
        }
        for allocation in free {
            world.updateAllocation(allocation.id) { $0.server = server.id }
            own.append(allocation.id)
        }
        if removed.contains(primary) {
            guard let first = free.first else {
                throw PanelFailure(
                    400,
                    "DisplayException",
                    "You are attempting to delete the default allocation for this server but there is no fallback "
                        + "allocation to use."
                )
            }
            primary = first.id
        }
        for id in removed where own.contains(id) && !added.contains(id) {
            own.removeAll { $0 == id }
            world.updateAllocation(id) {
                $0.server = nil
                $0.notes = nil
            }
        }
        world.servers[server.id]?.allocations = own
        return primary
    }
}
