/// The key's user.
public struct ClientAccount<Sender: Sendable>: CallGroup {
    let sender: Sender

    /// The second factor of logging in.
    public var twoFactor: AccountTwoFactor<Sender> { AccountTwoFactor(sender: sender) }

    /// The account's client keys.
    public var apiKeys: AccountAPIKeys<Sender> { AccountAPIKeys(sender: sender) }

    /// The account's keys for SFTP.
    public var sshKeys: AccountSSHKeys<Sender> { AccountSSHKeys(sender: sender) }

    /// Who the key belongs to.
    ///
    /// `GET client/account`; a cheap way to learn whether the key is valid and its user a root admin. Exempt from the
    /// panel's demand for two-factor authentication.
    public func get() -> Request<Account, Sender> {
        request(.item(APICall(.client, "account", .get, "/api/client/account")))
    }

    /// Changes the address.
    ///
    /// `PUT client/account/email`.
    /// - Parameters:
    ///   - email: 1 to 191 characters, of no other account.
    ///   - password: the account's.
    /// - Throws: on sending, `refused` with the code `InvalidPasswordProvidedException` (checked first), `validation`.
    public func updateEmail(to email: String, password: Secret) -> Request<Accepted, Sender> {
        let body: JSONValue = ["email": .string(email), "password": .string(password.reveal())]
        return request(.accepted(APICall(.client, "account_email", .put, "/api/client/account/email", json: body)))
    }

    /// Changes the password.
    ///
    /// `PUT client/account/password`.
    /// - Parameters:
    ///   - new: at least 8 characters.
    ///   - current: the password until now.
    /// - Throws: on sending, `refused` with the code `InvalidPasswordProvidedException`, `validation`.
    public func updatePassword(to new: Secret, current: Secret) -> Request<Accepted, Sender> {
        let body: JSONValue = [
            "current_password": .string(current.reveal()), "password": .string(new.reveal()),
            "password_confirmation": .string(new.reveal()),
        ]
        return request(
            .accepted(APICall(.client, "account_password", .put, "/api/client/account/password", json: body))
        )
    }

    /// What was done to the account, the newest first: logins, keys, addresses that were turned away.
    ///
    /// `GET client/account/activity`. The order is always asked for, since the panel has none of its own.
    /// - Parameters:
    ///   - event: a part of the event's name, such as `auth:`; nil for all.
    ///   - includesActor: whether to bring the user along.
    ///   - perPage: 1 to 100.
    public func activity(
        event: String? = nil,
        includesActor: Bool = true,
        perPage: Int = 100
    ) -> PagedRequest<ActivityEntry, Sender> {
        paged { page in
            let query = APICall.activity(page, perPage, event: event, includesActor: includesActor)
            return .page(APICall(.client, "account_activity", .get, "/api/client/account/activity", query: query))
        }
    }
}
