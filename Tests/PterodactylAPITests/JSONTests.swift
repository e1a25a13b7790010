import Foundation
import PterodactylAPI
import TestSupport
import Testing

/// The JSON reader against the standard, against Foundation's, and against damaged documents.
struct JSONTests {
    private func parse(_ text: String) -> JSONValue? { JSONValue(parsing: Array(text.utf8)) }

    private static let valid: [(String, JSONValue)] = [
        ("null", .null), (" true ", true), ("[]", []), ("{}", [:]), ("-0", 0), ("12", 12), ("1.5", 1.5),
        ("1e3", .number(1000)), ("-1.25E-2", -0.0125), ("9007199254740993", 9_007_199_254_740_993),
        ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("\"\\u00e9\\n\\/\\\"\"", "é\n/\""), ("\"\\ud83d\\ude00\"", "😀"), ("\"\\ud83dx\"", "\u{FFFD}x"),
        ("\"\\ude00\"", "\u{FFFD}"), ("[1,[2,{\"a\":[]}]]", [1, [2, ["a": []]]]), ("{\"a\":1,\"a\":2}", ["a": 2]),
    ]

    @Test(arguments: valid)
    func `valid texts are read`(text: String, value: JSONValue) {
        #expect(parse(text) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "tru", "01", "1.", ".5", "-", "1e", "+1", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}",
        "{\"a\":1,}",
        "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "[", "{", "]", "1 2", "NaN", "'a'", "<html>",
    ])
    func `invalid texts are refused`(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func `bytes that are not UTF-8 do not break a document`() {
        let bytes: [UInt8] = Array("{\"a\":\"x".utf8) + [0xFF, 0xC3] + Array("\"}".utf8)
        #expect(JSONValue(parsing: bytes)?["a"]?.string == "x\u{FFFD}\u{FFFD}")
        #expect(JSONValue(parsing: [0xFF, 0xFE]) == nil)
    }

    @Test func `deep nesting is refused instead of overflowing the stack`() {
        #expect(parse(String(repeating: "[", count: 100) + String(repeating: "]", count: 100)) != nil)
        #expect(parse(String(repeating: "[", count: 1_000_000)) == nil)
        #expect(parse(String(repeating: "{\"a\":", count: 100_000)) == nil)
    }

    @Test func `PHP's mixtures are understood`() {
        #expect(JSONValue.array([]).object == [:])
        #expect(JSONValue.object([:]).array == [])
        #expect(JSONValue.array([1]).object == nil)
        #expect(JSONValue.integer(1).bool == true)
        #expect(JSONValue.string("17920").integer == 17920)
        #expect(JSONValue.number(12.9).integer == 12)
        #expect(JSONValue.number(1e30).integer == nil)
        #expect(JSONValue.number(.infinity).integer == nil)
    }

    @Test(arguments: [APICall.API.client, .application])
    func `Foundation reads the same from every recorded answer, and from what we write`(api: APICall.API) throws {
        for recording in try Fixtures.recordings(api) {
            guard let ours = JSONValue(parsing: recording.response.body) else { continue }
            let theirs = try JSONSerialization.jsonObject(
                with: Data(recording.response.body),
                options: .fragmentsAllowed
            )
            #expect(Self.isEqual(ours, theirs), "\(recording.name)")
            #expect(JSONValue(parsing: ours.encoded()) == ours, "\(recording.name)")
        }
    }

    private static func isEqual(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch (ours, theirs) {
        case (.null, is NSNull): true
        case (.string(let text), let other as String): text == other
        case (.array(let elements), let others as [Any]):
            elements.count == others.count && zip(elements, others).allSatisfy { isEqual($0, $1) }
        case (.object(let members), let others as [String: Any]):
            members.count == others.count
                && members.allSatisfy { key, value in others[key].map { isEqual(value, $0) } ?? false }
        case (.bool(let truth), let other as NSNumber): truth == other.boolValue
        case (.integer(let number), let other as NSNumber): number == other.int64Value
        case (.number(let number), let other as NSNumber): number == other.doubleValue
        default: false
        }
    }

    @Test func `damaged documents never crash, and an error names the place`() throws {
        let seed: UInt64 = 20_261_123
        var generator = SeededGenerator(seed: seed)
        let names = [
            "servers.list_servers.per_page2.page2", "servers.schedules.list_schedules", "servers.activity.after-writes",
        ]
        let bodies = try names.map { try Fixtures.recording($0).response.body }
        var failures = 0
        for round in 0..<1500 {
            var body = bodies[round % bodies.count]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<body.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: body[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: body.remove(at: place)
                case 2: body.insert(contentsOf: Array("null".utf8), at: place)
                default: body.swapAt(place, Int.random(in: 0..<body.count, using: &generator))
                }
            }
            let response = HTTPResponse(status: 200, body: body)
            do throws(PanelError) {
                switch round % bodies.count {
                case 0: _ = try ClientAPI().servers.list().page(1).endpoint.interpret(response)
                case 1: _ = try ClientAPI().servers(survival).schedules.list().endpoint.interpret(response)
                default: _ = try ClientAPI().servers(survival).activity().page(1).endpoint.interpret(response)
                }
            } catch {
                failures += 1
                if case .undecodable(let path, _) = error {
                    #expect(path.hasPrefix("$"), "seed \(seed), round \(round)")
                } else if case .unexpectedBody = error {
                } else {
                    Issue.record("seed \(seed), round \(round): \(error)")
                }
            }
        }
        #expect(failures > 500)
    }
}
