/// The second factor of an account.
public struct AccountTwoFactor<Sender: Sendable>: CallGroup {
    let sender: Sender

    private var path: String { "/api/client/account/two-factor" }

    /// Begins to set up the second factor: what the authenticator app needs to know.
    ///
    /// `GET client/account/two-factor`. Each call makes a **new** secret, with which an older one ends; nothing is switched on
    /// until `enable`.
    /// - Throws: on sending, `refused` when it is on already.
    public func setupCode() -> Request<TwoFactorSetup, Sender> {
        let call = APICall(.client, "two_factor_setup", .get, path)
        return request(.document(call) { (document) throws(PanelError) in try TwoFactorSetup(document) })
    }

    /// Switches the second factor on.
    ///
    /// `POST client/account/two-factor`.
    /// - Parameters:
    ///   - code: the six digits that the app shows now.
    ///   - password: the account's, which panels since 1.9.2 ask for.
    /// - Returns: on sending, ten texts of ten characters; each replaces a code once.
    /// - Throws: on sending, `refused` for a wrong password, and with the code `TwoFactorAuthenticationTokenInvalid` for a
    ///   wrong code; `validation`.
    public func enable(code: String, password: Secret) -> Request<[Secret], Sender> {
        let body: JSONValue = ["code": .string(code), "password": .string(password.reveal())]
        let call = APICall(.client, "two_factor_enable", .post, path, json: body)
        return request(
            .document(call) { (document) throws(PanelError) in
                let tokens = document["attributes"]["tokens"]
                guard tokens.value.array != nil else { throw tokens.mismatch("an array") }
                return try tokens.strings().map { Secret($0) }
            }
        )
    }

    /// Switches the second factor off, on panels since 1.11.8.
    ///
    /// `POST client/account/two-factor/disable`.
    /// - Throws: on sending, `refused` for a wrong password, `notFound` on an older panel.
    public func disable(password: Secret) -> Request<Accepted, Sender> {
        let body: JSONValue = ["password": .string(password.reveal())]
        return request(.accepted(APICall(.client, "two_factor_disable", .post, path + "/disable", json: body)))
    }

    /// Switches the second factor off, on panels up to 1.11.7.
    ///
    /// `DELETE client/account/two-factor`.
    /// - Throws: on sending, `refused` for a wrong password, `notFound` on a later panel.
    public func disableBeforeVersion1118(password: Secret) -> Request<Accepted, Sender> {
        let body: JSONValue = ["password": .string(password.reveal())]
        return request(.accepted(APICall(.client, "two_factor_delete", .delete, path, json: body)))
    }
}

extension AccountTwoFactor where Sender: EndpointSender {
    /// Switches the second factor off, whatever version the panel is of: by the newer route, and where there is none by the
    /// older one.
    ///
    /// - Throws: why neither worked; `refused` for a wrong password.
    public func disableOnAnyVersion(password: Secret) async throws(PanelError) {
        do throws(PanelError) {
            try await disable(password: password).send()
        } catch .notFound {
            try await disableBeforeVersion1118(password: password).send()
        }
    }
}
