import PanelSimulator
import PterodactylAPI

extension ContractCase {
    private static let keys = "/api/client/account/api-keys"
    private static let twoFactor = "/api/client/account/two-factor"
    private static let password = SimulatedPanel.initialPassword
    private static let admins = SimulatorOptions(requiredTwoFactor: .admins)
    private static let everybody = SimulatorOptions(requiredTwoFactor: .everybody)

    /// The caller's own account.
    static let account: [ContractCase] = [
        ContractCase("account.activity", .get, "/api/client/account/activity"),
        ContractCase(
            "account.activity.after-writes",
            .get,
            "/api/client/account/activity?per_page=3",
            before: [
                (.post, keys + #" {"description":"one"}"#), (.post, keys + #" {"description":"two"}"#),
                (.post, keys + #" {"description":"three"}"#), (.delete, keys + "/{K}"),
            ]
        ),
        ContractCase(
            "account.api_key_create",
            .post,
            keys,
            #"{"description": "made by test", "allowed_ips": []}"#
        ),
        ContractCase(
            "account.api_key_create.with-ips",
            .post,
            keys,
            #"{"description": "with ips", "allowed_ips": ["127.0.0.1", "10.0.0.0/8"]}"#
        ),
        ContractCase(
            "account.api_key_delete",
            .delete,
            keys + "/{K}",
            before: [(.post, keys + #" {"description":"one"}"#)]
        ),
        ContractCase("account.api_key_list", .get, keys),
        ContractCase("account.disable_2fa", .delete, twoFactor),
        ContractCase("account.enable_2fa.bad-code", .post, twoFactor, #"{"code": "000000"}"#),
        ContractCase(
            "account.enable_2fa.raw-with-password",
            .post,
            twoFactor,
            #"{"code": "000000", "password": "\#(password)"}"#,
            before: [(.get, twoFactor)]
        ),
        ContractCase("account.get_2fa_setup_code", .get, twoFactor),
        ContractCase("account.ssh_keys", .get, "/api/client/account/ssh-keys"),
        ContractCase("account.two-factor.disable", .post, twoFactor + "/disable", #"{"password": "\#(password)"}"#),
        ContractCase(
            "account.update_email",
            .put,
            "/api/client/account/email",
            #"{"email": "admin@example.com", "password": "\#(password)"}"#
        ),
        ContractCase(
            "account.update_email.wrong-password",
            .put,
            "/api/client/account/email",
            #"{"email": "admin2@example.com", "password": "not it"}"#
        ),
        ContractCase(
            "account.update_password",
            .put,
            "/api/client/account/password",
            #"{"current_password": "\#(password)", "password": "long enough", "password_confirmation": "long enough"}"#
        ),
        ContractCase("error.404.api_key_delete", .delete, keys + "/ptlc_nope"),
        ContractCase(
            "error.422.api_key_create-bad-ip",
            .post,
            keys,
            #"{"description": "x", "allowed_ips": ["nope"]}"#
        ),
        ContractCase("error.401.bad-key", .get, "/api/client", key: .wrong),
        ContractCase("error.401.right-identifier-wrong-secret", .get, "/api/client", key: .wrongSecret),
        ContractCase(
            "error.401.bad-key-while-rate-limited",
            .get,
            "/api/client",
            key: .wrong,
            controls: { _ in [.setPanelMode(.rateLimited)] }
        ),
        ContractCase("error.403.ip-not-allowed", .get, "/api/client", key: .restricted),
        ContractCase("error.2fa-required-for-admins.list", .get, "/api/client", options: admins),
        ContractCase(
            "error.2fa-required-for-admins.list-bob",
            .get,
            "/api/client?type=owner",
            key: .user,
            options: admins
        ),
        ContractCase("error.2fa-required-for-all.list", .get, "/api/client", options: everybody),
        ContractCase("error.2fa-required-for-all.list-bob", .get, "/api/client", key: .user, options: everybody),
        // The simulated panel's time zone is UTC: of the other zone's recording only the form is compared.
        ContractCase("variant.timezone.activity", .get, "/api/client/account/activity"),
    ]
}
