import PterodactylAPI

private let locations = ApplicationAPI().locations
private let nests = ApplicationAPI().nests

extension Claim {
    /// The locations of the application API.
    static let applicationLocations: [Claim] = [
        .answer("locations.list_locations", locations.list().page(1), also: sortedPaging),
        .answer(
            "locations.list_locations.includes",
            locations.list(include: [.nodes, .servers]).page(1),
            also: sortedPaging
        ),
        .answer("locations.get_location_info", locations(LocationID(1)).get()),
        .error("locations.get_location_info.404", "not_found", locations(LocationID(999)).get()),
        .answer("locations.create", locations.create(LocationSettings(short: "us.nyc", long: "New York"))),
        .answer(
            "locations.edit",
            locations(LocationID(2)).edit(LocationSettings(short: "us.nyc2", long: "NYC"))
        ),
        .answer("locations.delete_location", locations(LocationID(2)).delete()),
        .error("error.400.delete-location-with-nodes", "refused", locations(LocationID(1)).delete()),
        .error(
            "error.422.location-too-long",
            "validation",
            locations.create(LocationSettings(short: String(repeating: "x", count: 70), long: ""))
        ),
        .odd(
            "locations.create_location.pydactyl",
            .fails("validation"),
            locations.create(LocationSettings(short: "us.nyc", long: "New York")),
            because: "pydactyl's names for the fields are not the panel's"
        ),
        .odd(
            "locations.edit_location",
            .fails("validation"),
            locations(LocationID(2)).edit(LocationSettings(short: "us.nyc2", long: "NYC")),
            because: "pydactyl's names for the fields are not the panel's"
        ),
    ]

    /// The nests and eggs of the application API.
    static let applicationNests: [Claim] = [
        .answer("nests.list_nests", nests.list().page(1), also: paging),
        .answer("nests.list_nests.includes", nests.list(include: [.eggs, .servers]).page(1), also: paging),
        .answer("nests.get_nest_info", nests(NestID(1)).get()),
        .answer("nests.get_eggs_in_nest", nests(NestID(1)).eggs.list()),
        .answer("nests.get_egg_info", nests(NestID(1)).eggs.get(EggID(5), include: EggInclude.allCases)),
        .answer("servers.create_server", nests(NestID(1)).eggs.get(EggID(5), include: [.variables])),
    ]
}
