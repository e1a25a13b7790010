import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// `POST servers` (panel `ServerCreationService`): the row, its allocations, then the node, which installs it.
    ///
    /// A node that does not answer has the row taken back.
    mutating func createServer(_ call: ApplicationCall) throws(PanelFailure) -> SimulatedServer {
        let input = call.context.input
        try checkCreation(input)
        let allocations = try chooseAllocations(input)
        guard let primary = allocations.first, let node = world.allocation(primary)?.node else { throw .notFound }
        let egg = EggCatalogue.egg(input["egg"]?.wholeNumber ?? 0)
        let variables = try ServerRules.variables(of: egg, in: input["environment"] ?? .object([]))
        var limits = ServerRules.limits(
            in: input["limits"] ?? .null,
            else: SimulatedServer.Limits(memoryMiB: 0, swapMiB: 0, diskMiB: 0, cpuPercent: 0, isOOMDisabled: true)
        )
        limits.isOOMDisabled = input["oom_disabled"]?.flag ?? true
        var uuid = world.random.uuid()
        while world.serverIDs[String(uuid.prefix(8))] != nil { uuid = world.random.uuid() }
        let boot = 6_000 + Int(world.random.next() % 14_000)
        var server = SimulatedServer(
            id: world.nextServerID,
            uuid: uuid,
            name: input["name"]?.string ?? "",
            description: input["description"]?.string ?? "",
            externalID: input["external_id"]?.string,
            node: node,
            owner: input["user"]?.wholeNumber ?? 0,
            egg: egg.id,
            image: input["docker_image"]?.string ?? "",
            startup: input["startup"]?.string ?? "",
            variables: variables,
            skipsScripts: input["skip_scripts"]?.flag ?? false,
            limits: limits,
            backupLimit: 0,
            status: "installing",
            allocations: allocations,
            createdAt: call.now,
            updatedAt: call.now,
            process: WingsProcess(since: call.now, boot: .milliseconds(boot)),
            load: LoadCurve(
                seed: world.random.next(),
                epoch: call.now,
                diskInterval: options.scaled(LoadCurve.diskCheckInterval)
            )
        )
        server.process.lastCause = "never started"
        server.startsOnceInstalled = input["start_on_completion"]?.flag ?? false
        ServerRules.writeFeatureLimits(in: input, to: &server)
        // The number is used up even when the server is taken back.
        world.nextServerID += 1
        try callWings(of: server, isResources: false, at: call.now)
        world.insert(server)
        world.beginInstall(server.id, at: call.now)
        return server
    }

    private func checkCreation(_ input: JSON) throws(PanelFailure) {
        let isDeployed = input["deploy"].map { !$0.isEmptyForValidation } ?? false
        let free = Set(world.allocations.lazy.filter { $0.server == nil }.map(\.id))
        let isFree = Rule.exists { $0.wholeNumber.map(free.contains) ?? false }
        var validator = Validator(input)
        ServerRules.checkExternalID(&validator, in: world, butNot: nil)
        validator.check("name", .required, .string, .min(1), .max(191))
        validator.check("description", .nullable, .string)
        ServerRules.checkOwner(&validator, in: world)
        ServerRules.checkEgg(&validator)
        ServerRules.checkImage(&validator, field: "docker_image")
        validator.check("startup", .required, .string)
        validator.check("environment", .present, .array)
        validator.check("skip_scripts", .boolean)
        validator.check("oom_disabled", .boolean)
        ServerRules.checkLimits(&validator)
        ServerRules.checkFeatureLimits(&validator)
        if input["deploy"] != nil { validator.check("deploy", .required, .array) }
        if isDeployed {
            validator.check("deploy.locations", .present, .array)
            validator.checkEach("deploy.locations", .integer, .min(1))
            if input[path: "deploy.dedicated_ip"]?.isEmptyForValidation ?? true {
                validator.fail(
                    "deploy.dedicated_ip",
                    rule: "required_with",
                    "The deploy.dedicated ip field is required when deploy is present."
                )
            }
            validator.check("deploy.port_range", .present, .array)
            validator.checkEach("deploy.port_range", .string)
        }
        validator.check("start_on_completion", .boolean)
        if !isDeployed {
            validator.check("allocation.default", .required, .integer, isFree)
            validator.checkEach("allocation.additional", .integer, isFree)
        }
        try validator.finish()
        try ServerRules.checkColumns(input["limits"])
    }

    /// The allocations of a new server: those asked for, or one that the panel finds on a node with room.
    private mutating func chooseAllocations(_ input: JSON) throws(PanelFailure) -> [Int] {
        guard let deploy = input["deploy"], !deploy.isEmptyForValidation else {
            let additional = input[path: "allocation.additional"]?.elements?.compactMap(\.wholeNumber) ?? []
            guard let primary = input[path: "allocation.default"]?.wholeNumber else { throw .notFound }
            return [primary] + additional.filter { $0 != primary }
        }
        let nodes = try viableNodes(
            memoryMiB: input[path: "limits.memory"]?.wholeNumber ?? 0,
            diskMiB: input[path: "limits.disk"]?.wholeNumber ?? 0,
            locations: deploy["locations"]?.elements?.compactMap(\.wholeNumber) ?? []
        ).map(\.id)
        let ranges = (deploy["port_range"]?.strings ?? []).compactMap { PortRange(choosing: $0)?.range }
        let isDedicated = deploy["dedicated_ip"]?.flag ?? false
        let used = Set(world.allocations.lazy.filter { $0.server != nil }.map { "\($0.node) \($0.ip)" })
        let candidates = world.allocations.filter { allocation in
            allocation.server == nil && nodes.contains(allocation.node)
                && (ranges.isEmpty || ranges.contains { $0.contains(allocation.port) })
                && !(isDedicated && used.contains("\(allocation.node) \(allocation.ip)"))
        }
        guard !candidates.isEmpty else {
            throw PanelFailure(
                400,
                "NoViableAllocationException",
                "No allocations satisfying the requirements for automatic deployment were found."
            )
        }
        return [world.random.pick(candidates).id]
    }
}
