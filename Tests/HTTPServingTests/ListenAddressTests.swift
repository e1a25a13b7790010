import HTTPServing
import Testing

struct ListenAddressTests {
    @Test(arguments: [
        (String?.none, 9531, ListenAddress(.all, port: 9531), ":9531"),
        ("127.0.0.1", 9531, ListenAddress(.ipv4("127.0.0.1"), port: 9531), "127.0.0.1:9531"),
        ("0.0.0.0", 0, ListenAddress(.ipv4("0.0.0.0"), port: 0), "0.0.0.0:0"),
        ("::1", 65535, ListenAddress(.ipv6("::1"), port: 65535), "[::1]:65535"),
        ("localhost", 0, ListenAddress(.localhost, port: 0), "localhost:0"),
    ])
    func `a configured host becomes an address that is printed as in a flag`(
        host: String?,
        port: UInt16,
        address: ListenAddress,
        text: String
    ) {
        #expect(ListenAddress(host: host, port: port) == address)
        #expect(address.description == text)
    }

    @Test(arguments: ["example.org", "127.0.0.256", "::12345", ""])
    func `a host that is no address cannot be listened on`(host: String) {
        #expect(throws: HTTPServerError.self) {
            _ = try HTTPServer.start(on: ListenAddress(host: host, port: 0), router: Router())
        }
    }
}
