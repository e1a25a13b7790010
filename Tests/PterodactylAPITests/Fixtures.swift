import Foundation
import PterodactylAPI
import TestSupport
import Testing

/// The recordings that this module is held to.
enum Fixtures {
    /// The recordings of one API.
    static func recordings(_ api: APICall.API) throws -> [Recording] {
        let fixtures = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        return try Recording.all(in: fixtures.appending(path: api.rawValue))
    }

    /// One recording.
    static func recording(_ name: String, _ api: APICall.API = .client) throws -> Recording {
        let fixtures = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        return try Recording(contentsOf: fixtures.appending(path: "\(api.rawValue)/\(name).json"))
    }

    /// What a request's endpoint reads from a recorded answer.
    static func read<Answer>(_ name: String, by request: Request<Answer, Unsent>) throws -> Answer {
        try request.endpoint.interpret(try recording(name, request.call.api).response)
    }
}

let survival = ServerUUID("e56e7773-43da-58d3-99ff-8a3133b4c2a1")

/// The calls of a server by its short id, as most recordings name it.
func recordedServer(_ shortID: String) -> ClientServer<Unsent> { ClientAPI().servers(ServerIdentifier(shortID)) }
