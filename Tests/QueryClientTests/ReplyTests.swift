import PromQL
import PterodactylAPI
import QueryClient
import Telemetry
import Testing

struct ReplyTests {
    private static func reply(
        _ body: String,
        status: Int = 200,
        to expression: String = "up"
    ) throws -> Reply {
        try Reply(
            HTTPResponse(status: status, body: Array(body.utf8)),
            to: Question(expression, now: Timestamp(millisecondsSince1970: 0)),
            from: "http://h"
        )
    }

    private static func sample(_ milliseconds: Int64, _ value: Double) -> Sample {
        Sample(Timestamp(millisecondsSince1970: milliseconds), value)
    }

    @Test(arguments: [
        (#"{"resultType":"scalar","result":[1.5,"-Inf"]}"#, Reply.Result.scalar(sample(1_500, -.infinity))),
        (#"{"resultType":"string","result":[1,"a"]}"#, .string("a")),
        (
            #"{"resultType":"vector","result":[{"metric":{"__name__":"up"},"value":[1,"+Inf"]}]}"#,
            .vector([SeriesSamples(labels: ["__name__": "up"], samples: [sample(1_000, .infinity)])])
        ),
        (
            #"{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"],[2,"2.5"]]}]}"#,
            .matrix([SeriesSamples(labels: .empty, samples: [sample(1_000, 1), sample(2_000, 2.5)])])
        ),
    ])
    func `each type of result is read`(data: String, result: Reply.Result) throws {
        let reply = try Self.reply(#"{"status":"success","data":\#(data),"warnings":["cut"],"infos":["so"]}"#)
        #expect(reply.result == result)
        #expect(reply.warnings == ["cut"] && reply.infos == ["so"])
    }

    @Test func `NaN is a value, and a native histogram a warning`() throws {
        let body = """
            {"status":"success","data":{"resultType":"vector","result":[\
            {"metric":{},"value":[1,"NaN"]},{"metric":{"a":"b"},"histogram":[1,{}]}]}}
            """
        let reply = try Self.reply(body)
        #expect(reply.result.series.count == 1)
        #expect(reply.result.series.first?.samples.first?.value.isNaN == true)
        #expect(reply.warnings == ["native histograms are not shown: 1 series have them"])
    }

    @Test func `a mistake in the expression is shown with its line and a caret`() {
        let body = #"""
            {"status":"error","errorType":"bad_data",\#
            "error":"invalid parameter \"query\": 2:4: parse error: unexpected end of input"}
            """#
        let error = #expect(throws: ReplyError.self) { try Self.reply(body, status: 400, to: "up\n+ (") }
        #expect(
            error?.description == """
                bad_data: invalid parameter "query": 2:4: parse error: unexpected end of input
                + (
                   ^
                """
        )
    }

    @Test(arguments: ["9:1", "1:99", "0:0"])
    func `a place that the expression does not have is not shown`(place: String) {
        let body = #"{"status":"error","errorType":"bad_data","error":"\#(place): parse error: x"}"#
        let error = #expect(throws: ReplyError.self) { try Self.reply(body, status: 400) }
        #expect(error?.description == "bad_data: \(place): parse error: x")
    }

    @Test(arguments: ["503 the agent is stopping", "{}", "<html>", #"{"status":1}"#])
    func `what is no answer of a Prometheus is told with the address`(body: String) {
        let error = #expect(throws: ReplyError.self) { try Self.reply(body, status: 503) }
        #expect(error == .foreign(url: "http://h", status: 503, text: body))
    }
}
