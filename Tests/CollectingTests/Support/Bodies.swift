import Foundation
import PterodactylAPI
import Telemetry
import TestSupport

extension JSONValue {
    /// An object in its envelope.
    static func item(_ object: String, _ attributes: JSONValue) -> JSONValue {
        ["object": .string(object), "attributes": attributes]
    }

    /// One page of a list.
    static func page(_ items: [JSONValue], _ number: Int = 1, size: Int = 100) -> JSONValue {
        let shown = items.dropFirst((number - 1) * size).prefix(size)
        let pagination: JSONValue = [
            "total": .number(items.count), "count": .number(shown.count), "per_page": .number(size),
            "current_page": .number(number), "total_pages": .number(max(1, (items.count + size - 1) / size)),
        ]
        return ["object": "list", "data": .array(Array(shown)), "meta": ["pagination": pagination]]
    }

    /// A whole number.
    static func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }

    /// A text, or null.
    static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

    /// A time as the panel writes it: in whole seconds.
    static func time(_ moment: Timestamp) -> JSONValue {
        .string(Date(timeIntervalSince1970: moment.secondsSince1970.rounded(.down)).formatted(.iso8601))
    }

    /// An entry of the activity log.
    static func entry(
        _ event: String,
        at moment: Timestamp,
        isAPI: Bool = false,
        properties: JSONValue = [:]
    ) -> JSONValue {
        .item(
            "activity_log",
            [
                "id": .string("\(event)@\(moment.millisecondsSince1970)"), "event": .string(event),
                "is_api": .bool(isAPI), "properties": properties, "timestamp": .time(moment),
            ]
        )
    }

    /// A schedule with one power task.
    static func schedule(_ signal: PowerSignal, lastRunAt moment: Timestamp?, isProcessing: Bool = false) -> JSONValue {
        let task = JSONValue.item("schedule_task", ["id": 1, "action": "power", "payload": .string(signal.rawValue)])
        return .item(
            "server_schedule",
            [
                "id": 1, "cron": ["minute": "0", "hour": "4"], "is_processing": .bool(isProcessing),
                "last_run_at": moment.map { .time($0) } ?? .null, "relationships": ["tasks": .page([task])],
            ]
        )
    }

    /// A backup; one without an end is in progress.
    static func backup(
        _ number: Int,
        bytes: Int,
        from start: Timestamp,
        to end: Timestamp?,
        isSuccessful: Bool = true,
        isLocked: Bool = false
    ) -> JSONValue {
        .item(
            "backup",
            [
                "uuid": .string("backup-\(number)"), "is_successful": .bool(isSuccessful), "is_locked": .bool(isLocked),
                "bytes": .number(bytes), "created_at": .time(start), "completed_at": end.map { .time($0) } ?? .null,
            ]
        )
    }
}

extension HTTPResponse {
    /// The panel's error document.
    static func error(_ status: Int, _ code: String, _ detail: String = "") -> HTTPResponse {
        let entry: JSONValue = ["code": .string(code), "status": .string("\(status)"), "detail": .string(detail)]
        return .json(["errors": [entry]], status: status)
    }

    /// 403: the key may not do this.
    static let forbidden = error(403, "AccessDeniedHttpException", "This action is unauthorized.")
    /// An answer that no endpoint can read.
    static let nonsense = HTTPResponse.json(["data": "nonsense"])
    /// The panel cannot reach the node.
    static let nodeIsAway = error(504, "DaemonConnectionException", "Could not establish a connection to the machine")

    /// The panel reached the node, which answered with a status of its own.
    static func nodeAnswers(_ status: Int) -> HTTPResponse {
        let detail = "There was an error while communicating with the machine running this server. (code: \(status))"
        return error(504, "DaemonConnectionException", detail)
    }
}
