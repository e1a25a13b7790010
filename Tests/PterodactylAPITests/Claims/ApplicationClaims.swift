import PterodactylAPI

extension Claim {
    /// The claims on the application API: one table for each topic.
    static let application: [Claim] = [
        applicationLocations, applicationNests, applicationNodes, applicationServerReads, applicationServerWrites,
        applicationUsers, applicationErrors, applicationVariants,
    ].flatMap(\.self)
}
