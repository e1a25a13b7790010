import Foundation
import PanelTransport
import PromQL
import PterodactylAPI
import Telemetry
import Testing

extension Prometheus {
    /// Runs a server that holds series, written through its remote-write receiver, while `body` runs.
    static func with<Result>(
        loaded series: [SeriesSamples],
        in folder: URL,
        _ body: (Prometheus) async throws -> Result
    ) async throws -> Result {
        let options = [
            "--web.enable-remote-write-receiver", "--enable-feature=promql-at-modifier,promql-negative-offset",
        ]
        return try await with(configuration: "{}", options, in: folder) { prometheus in
            var write = RemoteWrite()
            for one in series { write.add(one) }
            let answer = try await Web.post("\(prometheus.url)/api/v1/write", snappy: write.compressed)
            try #require(answer.status == 204, "\(answer.text)")
            return try await body(prometheus)
        }
    }

    /// Evaluates an expression.
    func answer(_ text: String, _ time: QueryTime) async throws -> Answer {
        func seconds(_ time: Timestamp) -> String { "\(Double(time.millisecondsSince1970) / 1_000)" }
        var components = try #require(URLComponents(string: url))
        switch time {
        case .instant(let time):
            components.path = "/api/v1/query"
            components.queryItems = [URLQueryItem(name: "time", value: seconds(time))]
        case .range(let start, let end, let step):
            components.path = "/api/v1/query_range"
            components.queryItems = [
                URLQueryItem(name: "start", value: seconds(start)), URLQueryItem(name: "end", value: seconds(end)),
                URLQueryItem(name: "step", value: "\(step.inSeconds)"),
            ]
        }
        components.queryItems?.append(URLQueryItem(name: "query", value: text))
        // A plus sign would be read as a space.
        let encoded = components.percentEncodedQuery?.replacing("+", with: "%2B")
        components.percentEncodedQuery = encoded
        return Answer(try await Web.get(try #require(components.string)).json(Answer.Body.self))
    }
}
