import PterodactylAPI
import TestSupport
import Testing

/// The recordings of a real panel against the endpoints.
struct ClaimTests {
    @Test(arguments: Claim.all)
    func `the request is the recorded one, and the answer is read`(_ claim: Claim) throws {
        let recording = try Fixtures.recording(claim.recording, claim.call.api)
        if case .same(let own) = claim.match { expect(claim.call, equals: recording, also: own) }
        do throws(PanelError) {
            try claim.interpret(recording.response)
            #expect(claim.outcome == .decodes)
        } catch {
            #expect(claim.outcome == .fails(error.reason), "\(error)")
        }
    }

    @Test(arguments: [(APICall.API.client, 257), (.application, 122)])
    func `every recording is claimed`(api: APICall.API, count: Int) throws {
        let recorded = Set(try Fixtures.recordings(api).map(\.name))
        #expect(recorded.count == count)
        let claimed = Set(Claim.all.filter { $0.call.api == api }.map(\.recording))
        #expect(claimed.subtracting(recorded).sorted() == [], "claims without a recording")
        #expect(recorded.subtracting(claimed).sorted() == [], "recordings that nothing is proven with")
    }

    private func expect(_ call: APICall, equals recording: Recording, also own: Set<String>) {
        #expect(call.method.rawValue == recording.method)
        #expect(call.path == recording.path)
        let query = Dictionary(call.query.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        for (name, value) in recording.query { #expect(query[name] == value, "query \(name)") }
        let others = Set(query.keys).subtracting(recording.query.keys)
        #expect(others.isSubset(of: own), "query items that were not recorded: \(others.subtracting(own).sorted())")
        let request = call.request(base: "http://panel", key: Secret("k"))
        if case .text(let bytes) = call.body {
            #expect(bytes == recording.text.map { Array($0.utf8) })
            #expect(request.header("content-type") == "text/plain")
        } else {
            #expect((JSONValue(parsing: request.body) ?? .null) == recording.body)
            #expect((request.header("content-type") != nil) == (recording.body != .null))
        }
        #expect(request.header("accept") == "application/json")
    }
}
