import PterodactylAPI
import TestSupport
import Testing

/// Recorded answers, damaged at random: they are read, or refused with the place, and nothing crashes.
struct MutationTests {
    /// An answer, and the claim that reads it.
    private struct Target {
        let claim: Claim
        let response: HTTPResponse
        let document: JSONValue?
    }

    @Test func `a damaged answer is read, or refused with its place`() throws {
        let targets = try Claim.all.filter { $0.outcome == .decodes }.map { claim in
            let response = try Fixtures.recording(claim.recording, claim.call.api).response
            return Target(claim: claim, response: response, document: JSONValue(parsing: response.body))
        }
        let count = Soak.isOn ? 100_000 : 5_000
        try #require(!targets.isEmpty)
        var refused = 0
        for number in 0..<count where try mutate(targets[number % targets.count], number) { refused += 1 }
        #expect(refused > count / 20 && refused < count, "\(refused) of \(count) were refused")
    }

    /// Damages an answer in the way that belongs to a number.
    /// - Returns: whether it was refused.
    private func mutate(_ target: Target, _ number: Int) throws -> Bool {
        var generator = SeededGenerator(seed: Self.seed &+ UInt64(number))
        let mutation = try #require(Mutation.allCases.randomElement(using: &generator))
        var response = target.response
        response.body = mutation.applied(to: target.document, response.body, using: &generator)
        do throws(PanelError) {
            try target.claim.interpret(response)
            return false
        } catch {
            let place = "\(target.claim.testDescription), \(mutation), number \(number): \(error)"
            switch error {
            case .undecodable(let path, let detail):
                #expect(Self.isJSONPath(path) && !detail.isEmpty, "\(place)")
            case .unexpectedBody:
                #expect(response.body.first { $0 > 0x20 } == UInt8(ascii: "<"), "\(place)")
            default: Issue.record("not an error of reading: \(place)")
            }
            return true
        }
    }

    @Test(arguments: [
        ("$", true), ("$.data[3].attributes.uuid", true), ("$.data[0]", true), ("data", false), ("$data", false),
        ("$.", false), ("$[x]", false), ("", false),
    ])
    func `a JSON path is told from other texts`(text: String, isPath: Bool) {
        #expect(Self.isJSONPath(text) == isPath)
    }

    private static func isJSONPath(_ text: String) -> Bool { text.wholeMatch(of: /\$(\.[^.\[\]]+|\[[0-9]+\])*/) != nil }

    private static let seed: UInt64 = 20_261_123
}
