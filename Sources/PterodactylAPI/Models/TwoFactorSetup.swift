/// What an authenticator app needs to know of an account.
public struct TwoFactorSetup: Sendable, Hashable {
    /// The text of the code to show, `otpauth://totp/…`: it holds the secret.
    public var uri: Secret
    /// The secret alone, in Base32, for typing it in.
    public var secret: Secret

    /// Makes a setup.
    public init(uri: Secret, secret: Secret) {
        self.uri = uri
        self.secret = secret
    }
}

extension TwoFactorSetup {
    init(_ document: JSONReader) throws(PanelError) {
        self.init(
            uri: Secret(try document["data"]["image_url_data"].string()),
            secret: Secret(try document["data"]["secret"].string())
        )
    }
}
