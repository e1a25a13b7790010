import HTTPServing
import Testing

struct ListenAddressTests {
    @Test(arguments: [
        (":9531", ListenAddress(.all, port: 9531)),
        ("127.0.0.1:9531", ListenAddress(.ipv4("127.0.0.1"), port: 9531)),
        ("0.0.0.0:0", ListenAddress(.ipv4("0.0.0.0"), port: 0)),
        ("[::1]:65535", ListenAddress(.ipv6("::1"), port: 65535)),
        ("[::]:80", ListenAddress(.ipv6("::"), port: 80)),
        ("localhost:0", ListenAddress(.localhost, port: 0)),
    ])
    func `an address is read and printed back`(text: String, address: ListenAddress) throws {
        #expect(try ListenAddress(parsing: text) == address)
        #expect(address.description == text)
    }

    @Test(arguments: [
        ("9531", ListenAddressError.missingPort("9531")),
        ("", .missingPort("")),
        ("[::1]", .missingPort("[::1]")),
        (":http", .invalidPort(":http", found: "http")),
        (":65536", .invalidPort(":65536", found: "65536")),
        (":+80", .invalidPort(":+80", found: "+80")),
        ("127.0.0.1:", .invalidPort("127.0.0.1:", found: "")),
        ("example.org:80", .invalidHost("example.org:80", found: "example.org")),
        ("127.0.0.256:80", .invalidHost("127.0.0.256:80", found: "127.0.0.256")),
        ("[127.0.0.1]:80", .invalidHost("[127.0.0.1]:80", found: "127.0.0.1")),
        ("::1:80", .missingBrackets("::1:80")),
    ])
    func `a mistake is named`(text: String, error: ListenAddressError) {
        #expect(throws: error) { _ = try ListenAddress(parsing: text) }
        #expect(error.description.contains("\"\(text)\""))
    }
}
