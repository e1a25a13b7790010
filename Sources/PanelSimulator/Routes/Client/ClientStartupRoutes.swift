import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// The start-up variables and the Docker image; both take effect at the next start, the node is not told.
    mutating func serveStartup(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let server = try server(of: request)
        switch request.route {
        case .startup:
            let egg = EggCatalogue.egg(server.egg)
            let images = JSON.object(egg.images.map { ($0.label, .string($0.image)) })
            let variables = egg.variables.filter(\.isVisible).map { ClientObjects.variable($0, of: server) }
            let meta = startupMeta(of: server)
            return .ok(.list(variables, meta: [meta[0], ("docker_images", images), meta[1]]))
        case .updateVariable: return try updateVariable(of: server, request)
        default: return try setDockerImage(of: server, request)
        }
    }

    private func startupMeta(of server: SimulatedServer) -> [(String, JSON)] {
        [
            ("startup_command", .string(ClientObjects.invocation(of: server))),
            ("raw_startup_command", .string(server.startup)),
        ]
    }

    private mutating func updateVariable(
        of server: SimulatedServer,
        _ request: ServerRequest
    ) throws(PanelFailure) -> RouteAnswer {
        var validator = Validator(request.input)
        validator.check("key", .required, .string)
        validator.check("value", .present)
        try validator.finish()
        let key = request.input["key"]?.string ?? ""
        // The panel reads the old value before it looks whether there is such a variable.
        guard let variable = EggCatalogue.egg(server.egg).variables.first(where: { $0.environment == key }) else {
            throw .unexpected("ErrorException")
        }
        guard variable.isVisible else {
            throw PanelFailure(
                400,
                "BadRequestHttpException",
                "The environment variable you are trying to edit does not exist."
            )
        }
        guard variable.isEditable else {
            throw PanelFailure(
                400,
                "BadRequestHttpException",
                "The environment variable you are trying to edit is read-only."
            )
        }
        var value = Validator(request.input)
        value.check("value", rules: Rule.parse(variable.rules))
        try value.finish()
        let new = request.input["value"]?.scalarText
        let old = server.variables[key] ?? variable.value
        world.servers[server.id]?.variables[key] = new ?? ""
        log(
            "server:startup.edit",
            request,
            [("variable", .string(key)), ("old", .string(old)), ("new", .text(new))]
        )
        let changed = try self.server(of: request)
        guard case .object(let item) = ClientObjects.variable(variable, of: changed) else { return .empty }
        return .ok(.object(item + [("meta", .object(startupMeta(of: changed)))]))
    }

    private mutating func setDockerImage(
        of server: SimulatedServer,
        _ request: ServerRequest
    ) throws(PanelFailure) -> RouteAnswer {
        let images = EggCatalogue.egg(server.egg).images.map(\.image)
        var validator = Validator(request.input)
        validator.check(
            "docker_image",
            .required,
            .string,
            .max(191),
            .matches(#"^[\w./\-:@ ]*$"#),
            .oneOf(images)
        )
        try validator.finish()
        guard images.contains(server.image) else {
            throw PanelFailure(
                400,
                "BadRequestHttpException",
                "This server's Docker image has been manually set by an administrator and cannot be updated."
            )
        }
        let new = request.input["docker_image"]?.string ?? server.image
        world.servers[server.id]?.image = new
        if new != server.image {
            log("server:startup.image", request, [("old", .string(server.image)), ("new", .string(new))])
        }
        return .empty
    }

    /// The display name, with the description where it is given.
    mutating func renameServer(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        var validator = Validator(request.input)
        validator.check("name", .required, .string, .min(1), .max(191))
        validator.check("description", .nullable, .string)
        try validator.finish()
        let server = try server(of: request)
        let name = request.input["name"]?.string ?? server.name
        let description = request.input["description"].map { $0.string ?? "" } ?? server.description
        world.servers[server.id]?.name = name
        world.servers[server.id]?.description = description
        if name != server.name {
            log("server:settings.rename", request, [("old", .string(server.name)), ("new", .string(name))])
        }
        if description != server.description {
            log(
                "server:settings.description",
                request,
                [("old", .string(server.description)), ("new", .string(description))]
            )
        }
        return .empty
    }

    /// Runs the install again: Wings stops the server first, and refuses while a power action runs.
    mutating func reinstall(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let server = try server(of: request)
        try reinstall(server, at: request.now)
        log("server:reinstall", request)
        return RouteAnswer(status: 202, body: .array([]))
    }
}
