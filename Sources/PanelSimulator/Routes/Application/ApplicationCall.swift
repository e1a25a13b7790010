import Telemetry

/// A request to the application API that has found its route.
struct ApplicationCall: Sendable {
    let route: Route
    /// What stands for the `*` of the route's pattern.
    let arguments: [String]
    let caller: Caller
    let context: RequestContext

    /// When it came.
    var now: Timestamp { context.now }

    /// The number at a place of the path; -1, which nothing has, for text.
    func number(_ place: Int) -> Int {
        arguments.indices.contains(place) ? Int(arguments[place]) ?? -1 : -1
    }

    /// What `include` asks for.
    var includes: IncludeTree { IncludeTree(context.includes) }

    /// The address of an object that was just made, as `meta.resource` tells it.
    func resource(_ path: String) -> [(String, JSON)] {
        [("resource", .string("\(context.base)/api/application/\(path)"))]
    }
}
