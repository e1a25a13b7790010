import PterodactylAPI

extension SettingsDecoder {
    /// Reads the key of a panel from `api_key` or `api_key_file`; no message holds a part of it.
    mutating func apiKey(of fields: Fields) -> Secret? {
        guard fields["api_key"] != nil || fields["api_key_file"] != nil else {
            let allowed = "api_key or api_key_file: \(Self.allowedKey)"
            report(.missingKey, at: fields.node, path: fields.path(to: "api_key"), allowed: allowed)
            return nil
        }
        return secret("api_key", of: fields, kind: "a key", allowed: Self.allowedKey, check: Self.mistake)
    }

    private static var allowedKey: String { "a client API key (ptlc_…), or ${NAME} for the environment variable NAME" }

    static func mistake(in key: String) -> String? {
        if key.isEmpty {
            "the key is empty"
        } else if !key.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) {
            "the key holds a space, a line break or a letter that no key has"
        } else if key.hasPrefix("ptla_") {
            "this is an application API key, which cannot use the client API"
        } else {
            nil
        }
    }
}
