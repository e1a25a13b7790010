import Alerting
import PromQL
import Telemetry

/// Which alerts a request for alerts wants: the parameters of Alertmanager's `GET /api/v2/alerts`.
///
/// `active`, `silenced`, `inhibited` and `unprocessed` are `true` unless they say `false`; nothing is ever inhibited or
/// unprocessed here. `filter` is a matcher and may be repeated, `receiver` an expression for a receiver's whole name.
struct AlertFilter {
    private let hasActive: Bool
    private let hasSilenced: Bool
    private let matchers: [LabelMatcher]
    private let receiver: LabelMatcher?

    init(_ request: QueryRequest) throws(AlertmanagerFailure) {
        hasActive = try Self.flag("active", request)
        hasSilenced = try Self.flag("silenced", request)
        for name in ["inhibited", "unprocessed", "muted"] { _ = try Self.flag(name, request) }
        matchers = try Self.matchers(request)
        guard let text = request.first("receiver") else {
            receiver = nil
            return
        }
        do {
            receiver = try LabelMatcher("receiver", .matches, text)
        } catch {
            throw .invalid("receiver", error.description)
        }
    }

    /// Whether an alert is wanted that these receivers are told of.
    func wants(_ labels: LabelSet, of receivers: [String], isSilenced: Bool) -> Bool {
        (isSilenced ? hasSilenced : hasActive) && matchers.allMatch(labels)
            && (receiver == nil || receivers.contains(where: wants(receiver:)))
    }

    /// Whether what a receiver is told is wanted.
    func wants(receiver name: String) -> Bool { receiver.map { $0.matches(name) } ?? true }

    /// The matchers of all `filter` parameters.
    static func matchers(_ request: QueryRequest) throws(AlertmanagerFailure) -> [LabelMatcher] {
        var all: [LabelMatcher] = []
        for text in request.all("filter") {
            do throws(MatcherTextError) {
                all += try MatcherText.parse(text)
            } catch {
                throw .invalid("filter", error.description)
            }
        }
        return all
    }

    private static func flag(_ name: String, _ request: QueryRequest) throws(AlertmanagerFailure) -> Bool {
        switch request.first(name) {
        case nil, "true": return true
        case "false": return false
        case let text?: throw .invalid(name, "found \"\(text)\", allowed are true and false")
        }
    }
}
