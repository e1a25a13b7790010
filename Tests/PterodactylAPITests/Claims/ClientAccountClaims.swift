import PterodactylAPI

private let account = ClientAPI().account
private let password = Secret("dummy-password")

extension Claim {
    /// The key's user: the account, its second factor, its keys.
    static let clientAccount: [Claim] = [
        .answer("account.get_account", account.get()),
        .answer("account.get_2fa_setup_code", account.twoFactor.setupCode()),
        .error(
            "account.enable_2fa.raw-with-password",
            "refused",
            account.twoFactor.enable(code: "000000", password: password)
        ),
        .odd(
            "account.enable_2fa.bad-code",
            .fails("validation"),
            account.twoFactor.enable(code: "000000", password: password),
            because: "without the password, as panels before 1.9.2 took it"
        ),
        .answer("account.two-factor.disable", account.twoFactor.disable(password: password)),
        .odd(
            "account.disable_2fa",
            .fails("not_found"),
            account.twoFactor.disableBeforeVersion1118(password: password),
            because: "recorded without the password, which the older panels ask for"
        ),
        .answer("account.update_email", account.updateEmail(to: "admin@example.com", password: password)),
        .error(
            "account.update_email.wrong-password",
            "refused",
            account.updateEmail(to: "admin2@example.com", password: password)
        ),
        .odd(
            "account.update_password",
            .decodes,
            account.updatePassword(to: password, current: password),
            because: "the placeholders of password and confirmation differ, which ours cannot"
        ),
        .answer("account.api_key_list", account.apiKeys.list()),
        .answer("account.api_key_create", account.apiKeys.create(description: "made by test")),
        .answer(
            "account.api_key_create.with-ips",
            account.apiKeys.create(description: "with ips", allowedIPs: ["127.0.0.1", "10.0.0.0/8"])
        ),
        .error(
            "error.422.api_key_create-bad-ip",
            "validation",
            account.apiKeys.create(description: "x", allowedIPs: ["nope"])
        ),
        .answer("account.api_key_delete", account.apiKeys.delete(APIKeyIdentifier("ptlc_dummynewkey"))),
        .error("error.404.api_key_delete", "not_found", account.apiKeys.delete(APIKeyIdentifier("ptlc_nope"))),
        .answer("account.ssh_keys", account.sshKeys.list()),
        .answer("account.activity", account.activity(includesActor: false).page(1), also: sortedPaging),
        .answer(
            "account.activity.after-writes",
            account.activity(includesActor: false, perPage: 3).page(1),
            also: ["page", "sort"]
        ),
        .answer("variant.timezone.activity", account.activity(includesActor: false).page(1), also: sortedPaging),
    ]
}
