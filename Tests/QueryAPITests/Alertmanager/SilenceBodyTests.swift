import Alerting
import PromQL
import PterodactylAPI
import QueryAPI
import Telemetry
import TestSupport
import Testing

/// What clients send to make a silence.
struct SilenceBodyTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    /// A body that is taken.
    private static let body: JSONValue = [
        "matchers": [
            ["name": "server", "value": "a.*", "isRegex": true],
            ["name": "i", "value": "", "isRegex": false, "isEqual": false],
        ],
        "startsAt": "2027-01-15T08:00:00Z", "endsAt": "2027-01-15T10:00:00.5+01:00", "createdBy": "ada",
        "comment": "why",
    ]

    /// The body with one field changed, or left out.
    private static func changed(_ name: String, _ value: JSONValue?) -> [UInt8] {
        var members = body.object ?? [:]
        members[name] = value
        return JSONValue.object(members).encoded()
    }

    /// The body with one field of its first matcher changed, or left out.
    private static func changedMatcher(_ name: String, _ value: JSONValue?) -> [UInt8] {
        var first = body["matchers"]?.array?.first?.object ?? [:]
        first[name] = value
        return changed("matchers", [.object(first)])
    }

    @Test func `a body is read as Alertmanager reads it`() throws {
        let wish = try SilenceBody.wish(Self.body.encoded())
        #expect(
            wish
                == SilenceBook.Wish(
                    matchers: try MatcherText.parse(#"server=~"a.*",i!="""#),
                    startsAt: Self.start,
                    endsAt: Self.start + .milliseconds(3_600_500),
                    createdBy: "ada",
                    comment: "why"
                )
        )
    }

    @Test func `an id asks for a change, and fields that only answers have are passed over`() throws {
        #expect(try SilenceBody.wish(Self.changed("id", "s1")).id == "s1")
        #expect(try SilenceBody.wish(Self.changed("id", "")).id == "")
        #expect(try SilenceBody.wish(Self.changed("id", nil)).id == nil)
        #expect(try SilenceBody.wish(Self.changed("id", .null)).id == nil)
        let isMissing = try SilenceBody.wish(Self.changedMatcher("isEqual", Optional.none))
        #expect(try SilenceBody.wish(Self.changedMatcher("isEqual", .null)) == isMissing)
        #expect(try SilenceBody.wish(Self.changed("status", ["state": "active"])).id == nil)
    }

    @Test(arguments: [
        ([UInt8]("".utf8), "the body is not JSON"), ([UInt8]("{bad".utf8), "the body is not JSON"),
        ([UInt8]("[1]".utf8), "the body: found [1], allowed is an object"),
        (changed("matchers", nil), "matchers: found nothing, allowed is a list of matchers"),
        (changed("matchers", "a=b"), "matchers: found \"a=b\", allowed is a list of matchers"),
        (changed("matchers", ["a=b"]), "matchers[0]: found \"a=b\", allowed is an object"),
        (changedMatcher("name", nil), "matchers[0].name: found nothing, allowed is a text"),
        (changedMatcher("name", ""), "matchers[0].name: found \"\", allowed is the name of a label"),
        (changedMatcher("value", 5), "matchers[0].value: found 5, allowed is a text"),
        (changedMatcher("value", "("), "matchers[0].value: found \"(\", allowed is a regular expression ("),
        (changedMatcher("isRegex", nil), "matchers[0].isRegex: found nothing, allowed is true or false"),
        (changedMatcher("isRegex", 1), "matchers[0].isRegex: found 1, allowed is true or false"),
        (changedMatcher("isEqual", "yes"), "matchers[0].isEqual: found \"yes\", allowed is true or false"),
        (
            changed("startsAt", "yesterday"),
            "startsAt: found \"yesterday\", allowed is a time such as 2026-11-26T10:00:00Z"
        ),
        (changed("endsAt", nil), "endsAt: found nothing, allowed is a time"),
        (changed("endsAt", 1_800_000_000), "endsAt: found 1800000000, allowed is a time"),
        (changed("createdBy", nil), "createdBy: found nothing, allowed is a text"),
        (changed("comment", nil), "comment: found nothing, allowed is a text"),
        (changed("id", false), "id: found false, allowed is a text"),
    ])
    func `what cannot be used is told by its field, what was found and what is allowed`(
        _ body: [UInt8],
        _ message: String
    ) {
        let failure = #expect(throws: AlertmanagerFailure.self) { try SilenceBody.wish(body) }
        #expect(failure?.status == 400)
        #expect(failure?.message.hasPrefix(message) == true, "\(failure?.message ?? "")")
    }

    @Test func `a long value is cut in the message`() {
        let failure = #expect(throws: AlertmanagerFailure.self) {
            try SilenceBody.wish(Self.changed("startsAt", .string(String(repeating: "x", count: 100_000))))
        }
        #expect((failure?.message.count ?? .max) < 200)
    }

    // MARK: - Whatever is sent

    @Test(arguments: 0..<(Soak.isOn ? 100 : 2))
    func `whatever is sent gives a silence that is shown as it was wished, or 400`(batch: Int) throws {
        var random = SeededGenerator(seed: UInt64(batch))
        var taken = 0
        for number in 0..<5_000 {
            let bytes = BodyFuzz.mutated(Self.body, &random)
            do throws(AlertmanagerFailure) {
                let wish = try SilenceBody.wish(bytes)
                taken += 1
                var book = SilenceBook()
                guard let made = try? book.set(wish, newID: "new", at: Self.start).last else { continue }
                let answer = SilenceAnswers.one(made.id, of: book, at: Self.start)
                #expect(
                    (try? SilenceBody.wish(answer.body).matchers) == wish.matchers,
                    "batch \(batch), case \(number)"
                )
            } catch {
                #expect(error.status == 400 && !error.message.isEmpty, "batch \(batch), case \(number)")
                #expect(
                    JSONValue(parsing: error.answer.body)?.string == error.message,
                    "batch \(batch), case \(number)"
                )
            }
        }
        #expect(taken > 100, "the fuzz reaches what is behind the reading")
    }
}
