import PterodactylAPI
import TestSupport
import Testing

extension Claim {
    /// The claims on the application API: one table for each topic.
    static let application: [Claim] = [
        applicationLocations, applicationNests, applicationNodes, applicationServerReads, applicationServerWrites,
        applicationUsers, applicationErrors, applicationVariants,
    ].flatMap(\.self)
}

struct ApplicationClaimTests {
    @Test func `every recording of the application API is claimed`() throws {
        let recorded = Set(try Fixtures.recordings(.application).map(\.name))
        let claimed = Set(Claim.application.map(\.recording))
        #expect(recorded.count == 122)
        #expect(claimed.subtracting(recorded).sorted() == [], "claims without a recording")
        #expect(recorded.subtracting(claimed).sorted() == [], "recordings that nothing is proven with")
        #expect(Claim.application.allSatisfy { $0.call.api == .application })
    }
}
