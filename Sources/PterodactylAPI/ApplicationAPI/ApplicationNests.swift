/// The nests: their list, and by calling it with an id one of them.
///
/// The API of 1.x only reads them.
public struct ApplicationNests<Sender: Sendable>: CallGroup {
    let sender: Sender
    private let path = "/api/application/nests"

    init(sender: Sender) { self.sender = sender }

    /// One nest.
    public func callAsFunction(_ nest: NestID) -> ApplicationNest<Sender> {
        ApplicationNest(sender: sender, path: "\(path)/\(nest.rawValue)")
    }

    /// All nests; the panel can neither filter nor sort them.
    ///
    /// `GET application/nests`; right `nests: read`.
    /// - Parameters:
    ///   - include: what to bring along.
    ///   - perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public func list(include: [NestInclude] = [], perPage: Int = 100) -> PagedRequest<Nest, Sender> {
        paged { page in
            let query = APICall.paging(page, perPage) + APICall.including(include)
            return .page(APICall(.application, "nest_list", .get, path, query: query))
        }
    }
}

/// One nest on the application API.
public struct ApplicationNest<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/application/nests/{nest}`.
    let path: String

    /// Its eggs.
    public var eggs: NestEggs<Sender> { NestEggs(sender: sender, path: path + "/eggs") }

    /// The nest.
    ///
    /// `GET application/nests/{nest}`; right `nests: read`.
    public func get(include: [NestInclude] = []) -> Request<Nest, Sender> {
        request(.item(APICall(.application, "nest", .get, path, query: APICall.including(include))))
    }
}

/// The eggs of one nest.
public struct NestEggs<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/application/nests/{nest}/eggs`.
    let path: String

    /// All eggs of the nest; the list has no pages.
    ///
    /// `GET application/nests/{nest}/eggs`; right `eggs: read`.
    /// - Throws: on sending, `panelUnavailable` (500) on some panels with an egg that inherits its configuration.
    public func list(include: [EggInclude] = []) -> Request<[Egg], Sender> {
        request(.list(APICall(.application, "egg_list", .get, path, query: APICall.including(include))))
    }

    /// One egg.
    ///
    /// `GET application/nests/{nest}/eggs/{egg}`; right `eggs: read`.
    /// - Throws: on sending, `notFound` for an egg of another nest.
    public func get(_ egg: EggID, include: [EggInclude] = []) -> Request<Egg, Sender> {
        let query = APICall.including(include)
        return request(.item(APICall(.application, "egg", .get, "\(path)/\(egg.rawValue)", query: query)))
    }
}
