package import HTTPServing
import PterodactylAPI
import QueryAPI

extension ServedRequest {
    /// Whether a browser sends it on behalf of a page that is not ours.
    ///
    /// Browsers say so by `Sec-Fetch-Site` (Fetch Metadata, on https and on this machine) or by `Origin`, which they send with
    /// every request that may change something; programs send neither. No page can leave them out or make them up.
    package var isCrossSite: Bool {
        if let site = headers["Sec-Fetch-Site"] { return site != "same-origin" && site != "none" }
        guard let origin = headers["Origin"] else { return false }
        guard let scheme = origin.firstRange(of: "://"), let host = headers["Host"] else { return true }
        return origin[scheme.upperBound...].lowercased() != host.lowercased()
    }

    /// The fields of the JSON object that is the body.
    /// - Throws: what is wrong with it, with the field, what was found and what is allowed.
    func bodyFields() throws(AlertmanagerFailure) -> BodyFields {
        guard isJSON else { throw .unsupportedType(headers["Content-Type"]) }
        guard let value = JSONValue(parsing: body) else { throw .bad("the body is not JSON") }
        return try BodyFields(value, at: "")
    }

    /// Whether the body is said to be JSON, which no form of a page can send.
    package var isJSON: Bool {
        headers["Content-Type"]?.prefix { $0 != ";" && $0 != " " }.lowercased() == "application/json"
    }
}
