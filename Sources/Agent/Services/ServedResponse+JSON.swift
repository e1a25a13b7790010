import HTTPServing
import PterodactylAPI

extension ServedResponse {
    /// An answer of our own below `/api/v1`, in Prometheus' envelope: `{"status":"success","data":…}`.
    static func success(_ data: JSONValue) -> ServedResponse {
        json(["status": "success", "data": data])
    }

    /// Why there is none, in the same: `{"status":"error","errorType":…,"error":…}`.
    /// - Parameter kind: a lower-snake word, Prometheus' where it has one: `bad_data`, `internal`, `unavailable`.
    static func failure(_ status: Int, _ kind: String, _ message: String) -> ServedResponse {
        json(["status": "error", "errorType": .string(kind), "error": .string(message)], status: status)
    }

    /// That a request may not change anything, in the same.
    static func refused(_ refusal: AccessToken.Refusal) -> ServedResponse {
        let kind = refusal.status == 401 ? "unauthorized" : "forbidden"
        return refusal.marking(failure(refusal.status, kind, refusal.message))
    }

    /// JSON as it is.
    static func json(_ value: JSONValue, status: Int = 200) -> ServedResponse {
        ServedResponse(status: status, contentType: "application/json", body: .bytes(value.encoded()))
    }
}
