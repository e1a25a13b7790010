import Alerting
import PromQL
import PterodactylAPI
import QueryAPI
import Telemetry
import Testing

/// Silences as Alertmanager's interface shows them.
struct SilenceAnswersTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    private static func book() throws -> SilenceBook {
        var book = SilenceBook()
        for (id, matchers, end) in [
            ("s1", #"server=a1,node!="n\"1",alertname=~"A.*",i!~"2""#, 3_600), ("s2", "server=~a1", 60),
        ] {
            let wish = SilenceBook.Wish(
                matchers: try MatcherText.parse(matchers),
                startsAt: start,
                endsAt: start + .seconds(end),
                createdBy: "ada",
                comment: "why \"x\""
            )
            _ = try book.set(wish, newID: id, at: start)
        }
        return book
    }

    private static func listed(_ filters: String...) throws -> [String] {
        let request = QueryRequest("silences", filters.map { ("filter", $0) })
        let answer = SilenceAnswers.list(try book(), request, at: start)
        return try #require(JSONValue(parsing: answer.body)?.array).compactMap { $0["id"]?.string }
    }

    @Test func `one is shown with all it says`() throws {
        let answer = SilenceAnswers.one("s1", of: try Self.book(), at: Self.start + .milliseconds(5))
        let wanted: JSONValue = [
            "id": "s1", "status": ["state": "active"], "updatedAt": "2027-01-15T08:00:00.000Z", "comment": "why \"x\"",
            "createdBy": "ada", "startsAt": "2027-01-15T08:00:00.000Z", "endsAt": "2027-01-15T09:00:00.000Z",
            "matchers": [
                ["name": "server", "value": "a1", "isRegex": false, "isEqual": true],
                ["name": "node", "value": "n\"1", "isRegex": false, "isEqual": false],
                ["name": "alertname", "value": "A.*", "isRegex": true, "isEqual": true],
                ["name": "i", "value": "2", "isRegex": true, "isEqual": false],
            ],
        ]
        #expect(answer.status == 200)
        #expect(JSONValue(parsing: answer.body) == wanted)
    }

    @Test func `all are listed, each with its state`() throws {
        let answer = SilenceAnswers.list(try Self.book(), QueryRequest("silences"), at: Self.start + .seconds(60))
        let all = try #require(JSONValue(parsing: answer.body)?.array)
        #expect(all.map { $0["id"] ?? [] } == ["s1", "s2"])
        #expect(all.map { $0["status"]?["state"] ?? [] } == ["active", "expired"])
    }

    @Test func `a filter finds what has the very matcher`() throws {
        #expect(try Self.listed("server=a1") == ["s1"])
        #expect(try Self.listed("server=~a1") == ["s2"])
        #expect(try Self.listed("server=a1", "i!~2") == ["s1"])
        #expect(try Self.listed("{server=a1,i!~2}") == ["s1"])
        #expect(try Self.listed("server=a1", "i=2") == [])
    }

    @Test func `what is not there or makes no sense is told`() throws {
        let unknown = SilenceAnswers.one("zz", of: try Self.book(), at: Self.start)
        #expect(unknown.status == 404)
        #expect(JSONValue(parsing: unknown.body) == "there is no silence zz")
        let bad = SilenceAnswers.list(try Self.book(), QueryRequest("silences", [("filter", "a")]), at: Self.start)
        #expect(bad.status == 400)
        #expect(SilenceAnswers.failure(.noComment).status == 400)
        #expect(String(decoding: SilenceAnswers.made("s1").body, as: UTF8.self) == #"{"silenceID":"s1"}"#)
        #expect(SilenceAnswers.ended.status == 200 && SilenceAnswers.ended.body.isEmpty)
    }
}
