/// The client keys (`ptlc_…`) of an account; keys of the application API are never among them.
public struct AccountAPIKeys<Sender: Sendable>: CallGroup {
    let sender: Sender

    private var path: String { "/api/client/account/api-keys" }

    /// All keys, without what is secret of them.
    ///
    /// `GET client/account/api-keys`. The list has no pages.
    public func list() -> Request<[APIKey], Sender> { request(.list(APICall(.client, "api_key_list", .get, path))) }

    /// Makes a key.
    ///
    /// `POST client/account/api-keys`.
    /// - Parameters:
    ///   - description: 1 to 500 characters.
    ///   - allowedIPs: at most 50 addresses, CIDR blocks or ranges that may use it; empty for all.
    /// - Returns: on sending, the key to use, whole; it is never told again.
    /// - Throws: on sending, `refused` with 25 keys, `validation` for what is no address (field `allowed_ips.0`).
    public func create(description: String, allowedIPs: [String] = []) -> Request<CreatedAPIKey, Sender> {
        let body: JSONValue = [
            "description": .string(description), "allowed_ips": .array(allowedIPs.map { .string($0) }),
        ]
        let call = APICall(.client, "api_key_create", .post, path, json: body)
        return request(.document(call) { (document) throws(PanelError) in try CreatedAPIKey(document) })
    }

    /// Deletes a key, even the one in use.
    ///
    /// `DELETE client/account/api-keys/{identifier}`.
    /// - Throws: on sending, `notFound` for a key that is unknown or somebody else's.
    public func delete(_ key: APIKeyIdentifier) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.client, "api_key_delete", .delete, path + "/" + key.pathSegment)))
    }
}
