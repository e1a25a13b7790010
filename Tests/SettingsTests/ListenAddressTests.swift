import Settings
import Testing

struct ListenAddressTests {
    @Test(arguments: [
        (":9531", String?.none, 9531), ("127.0.0.1:0", "127.0.0.1", 0), ("[::]:80", "::", 80),
        ("localhost:1", "localhost", 1),
    ])
    func `an address is read and printed again`(text: String, host: String?, port: Int) {
        let address = ListenAddress(parsing: text)
        #expect(address == ListenAddress(host: host, port: port))
        #expect(address?.description == text)
    }

    @Test(arguments: [
        "", "9531", "host", "host:", ":65536", ":-1", ":+1", "::1:9531", "[]:1", "[::1]", "[::1:9531", "a b:1",
        "http://h:1", "host.example:1", "127.0.0.256:1", "127.0.0:1", "[127.0.0.1]:1",
    ])
    func `anything else is not one`(text: String) {
        #expect(ListenAddress(parsing: text) == nil)
    }
}
