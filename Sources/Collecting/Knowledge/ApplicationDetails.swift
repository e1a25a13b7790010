import PterodactylAPI

/// What only the application API tells of a server; its environment, which holds users' secrets, is not kept.
struct ApplicationDetails: Sendable, Hashable {
    let externalID: String?
    let owner: UserID
    let nest: NestID
    let egg: EggID

    init(_ server: ApplicationServer) {
        externalID = server.externalID
        owner = server.user
        nest = server.nest
        egg = server.egg
    }
}
