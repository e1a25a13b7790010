import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct SSHKeyTests {
    private var bench = Bench()
    private let path = "/api/client/account/ssh-keys"
    private static let ed25519 =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFZug8K1KpSXTDDYL3XgYicY+GC4k185epz3BIeqslz5 me@example.com"
    private static let rsa =
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDFieSaFrvdbu+nd16MzsGOkUKwhDP2OgYf+TQ9vTwjHW05oWHfynnyZyPodJYE/jaRQVT2"
        + "Tn00uH69Rfg3HZqpNKiYeqVohbcwH8R75gCbqbhu9EDHLwLJtsgSEsxGmv8yHfdrFjp6WFnSxkgzpRjImwU4TlQFXx20NRBVzTransEoLuST"
        + "6k62TByQ3lP+13HJXMjay9OX/0kJ2W3IqZFzp5yDu2YtdmcrJm+TZdLy172XK34oZfIUA7aHYQTcCgvSNKG8lwFAqzCMwQEAutS0HFz+9WrU"
        + "xfKmGDfMFGlTR4rcywYLAg8XViYCf6GPwIayxzEYyqbVEy8MvzehZFe9"

    private mutating func add(_ key: String) -> HTTPResponse {
        bench.send(.post, path, body: #"{"name":"mine","public_key":"\#(key)"}"#)
    }

    @Test mutating func `keys are kept with the fingerprint and PEM that other tools give them`() {
        let first = add(Self.ed25519).json["attributes"]
        #expect(first["fingerprint"].text == "V7jSs6AKMcpfjkzbcVSwYactA44UejbWDZL+wrjsmJs")
        #expect(first["public_key"].text.contains("MCowBQYDK2VwAyEAVm6DwrUqlJdMMNgvdeBiJxj4YLiTXzl6nPcEh6qyXPk="))
        let second = add(Self.rsa).json["attributes"]
        #expect(second["fingerprint"].text == "cOFz/O+e+cWyXMSPcacjPhXQ2NqtxCSRl9JeqKlp8Ig")
        #expect(
            second["public_key"].text.contains("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxYnkmha73W7vp3dejM7B")
        )
        #expect(bench.send(.get, path).json["data"].elements.count == 2)
    }

    @Test(arguments: [
        ("nonsense", "The public key provided is not valid."),
        ("ssh-dss AAAAB3NzaC1kc3MAAAAUAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "DSA keys are not supported."),
        (
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCybeWuFglpoodY9yK4/ev5WsI9rymvsupNXf5+HGhS9zEGfyUjK7M2eFiXre"
                + "7sRSbi9182i4Q8+mV8XtfVcGDKqvfdfDweCd+BCQQcj1N22mE+hypCJfbz7o01ZxP8Vtzi1i3t4+AZg/hXmcF/3pco8PMd5brNCNbPCsgW7Ih7XQ==",
            "RSA keys must be at least 2048 bytes in length."
        ),
    ])
    mutating func `other keys are refused with the panel's words`(_ key: String, _ text: String) {
        let refused = add(key)
        #expect(refused.status == 422)
        #expect(refused.json["errors"][0]["detail"].text == text)
        #expect(refused.json["errors"][0]["meta"]["source_field"].text == "public_key")
    }

    @Test mutating func `a key is added once, and removed by its fingerprint, known or not`() {
        _ = add(Self.ed25519)
        #expect(add(Self.ed25519).json["errors"][0]["detail"].text.contains("already exists"))
        #expect(bench.send(.post, path + "/remove", body: #"{"fingerprint":"unknown"}"#).status == 204)
        #expect(bench.send(.get, path).json["data"].elements.count == 1)
        let body = #"{"fingerprint":"V7jSs6AKMcpfjkzbcVSwYactA44UejbWDZL+wrjsmJs"}"#
        #expect(bench.send(.post, path + "/remove", body: body).status == 204)
        #expect(bench.send(.get, path).json["data"].elements.count == 0)
        #expect(bench.send(.post, path + "/remove", body: "{}").status == 422)
    }
}
