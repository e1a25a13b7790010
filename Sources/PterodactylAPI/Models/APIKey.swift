/// A client key of an account, without the part that is secret (`api_key`).
public struct APIKey: Sendable, Hashable {
    /// The public first part of the key.
    public var id: APIKeyIdentifier
    /// What the user wrote about it.
    public var description: String
    /// The addresses and ranges that may use it; empty for all.
    public var allowedIPs: [String]
    /// When it was last used.
    public var lastUsedAt: PanelTime?
    /// When it was made.
    public var createdAt: PanelTime?

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: APIKeyIdentifier,
        description: String = "",
        allowedIPs: [String] = [],
        lastUsedAt: PanelTime? = nil,
        createdAt: PanelTime? = nil
    ) {
        self.id = id
        self.description = description
        self.allowedIPs = allowedIPs
        self.lastUsedAt = lastUsedAt
        self.createdAt = createdAt
    }
}

/// A key that was just made; this is the only time that the panel tells its secret part.
public struct CreatedAPIKey: Sendable, Hashable {
    /// The key as it is listed from now on.
    public var apiKey: APIKey
    /// The key to use, whole: identifier and secret part, 48 characters.
    public var key: Secret

    /// Makes one.
    public init(apiKey: APIKey, key: Secret) {
        self.apiKey = apiKey
        self.key = key
    }
}

extension APIKey: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: APIKeyIdentifier(try at["identifier"].string()),
            description: try at["description"].stringIfAny() ?? "",
            allowedIPs: try at["allowed_ips"].strings(),
            lastUsedAt: try at["last_used_at"].timeIfAny(),
            createdAt: try at["created_at"].timeIfAny()
        )
    }
}

extension CreatedAPIKey {
    init(_ document: JSONReader) throws(PanelError) {
        let apiKey = try document.item(APIKey.self)
        let token = try document["meta"]["secret_token"].string()
        self.init(apiKey: apiKey, key: Secret(apiKey.id.rawValue + token))
    }
}
