extension SimulatedPanel {
    /// Locations: list, one, create, update, delete.
    mutating func serveLocations(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        let objects = objects(for: call)
        switch call.route {
        case .locations:
            let rule = ListRule<SimulatedLocation>(
                filters: [.part("short", \.short), .part("long", \.long)],
                sorts: [.by("id", \.id)]
            )
            return try list(world.locations, call, rule) { objects.location($0, including: call.includes) }
        case .createLocation:
            let body = try locationBody(call, butNot: nil)
            let location = SimulatedLocation(
                id: world.nextLocationID,
                short: body.short,
                long: body.long,
                createdAt: call.now,
                updatedAt: call.now
            )
            world.nextLocationID += 1
            world.locations.append(location)
            let meta = call.resource("locations/\(location.id)")
            return RouteAnswer(
                status: 201,
                body: self.objects(for: call).location(location, including: call.includes, meta: meta)
            )
        default:
            guard let index = world.locations.firstIndex(where: { $0.id == call.number(0) }) else { throw .notFound }
            return try serve(call, locationAt: index)
        }
    }

    private mutating func serve(
        _ call: ApplicationCall,
        locationAt index: Int
    ) throws(PanelFailure) -> RouteAnswer {
        let id = world.locations[index].id
        switch call.route {
        case .updateLocation:
            let body = try locationBody(call, butNot: id)
            world.locations[index].short = body.short
            if body.hasLong { world.locations[index].long = body.long }
            world.locations[index].updatedAt = call.now
        case .deleteLocation:
            guard !world.nodes.contains(where: { $0.locationID == id }) else {
                throw PanelFailure(
                    400,
                    "HasActiveNodesException",
                    "Cannot delete a location that has active nodes attached to it."
                )
            }
            world.locations.remove(at: index)
            return .empty
        default: break
        }
        return .ok(objects(for: call).location(world.locations[index], including: call.includes))
    }

    /// The fields of a location; the short name must be sent again with each update.
    private func locationBody(
        _ call: ApplicationCall,
        butNot id: Int?
    ) throws(PanelFailure) -> (short: String, long: String?, hasLong: Bool) {
        let input = call.context.input
        let taken = world.locations.filter { $0.id != id }.map { $0.short.lowercased() }
        var validator = Validator(input)
        validator.check(
            "short",
            as: "Location Identifier",
            rules: [
                .required, .string, .between(1, 60), .unique { taken.contains($0.string?.lowercased() ?? "") },
            ]
        )
        validator.check("long", as: "Location Description", rules: [.string, .nullable, .between(1, 191)])
        try validator.finish()
        return (input["short"]?.string ?? "", input["long"]?.string, input["long"] != nil)
    }
}
