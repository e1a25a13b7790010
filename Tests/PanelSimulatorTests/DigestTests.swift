import PanelSimulator
import PterodactylAPI
import Testing

struct DigestTests {
    @Test func `digests are those of the standards' examples`() {
        #expect(Digest.sha1Hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(Digest.sha1Hex("1") == "356a192b7913b04c54574d18c28d46e6395428ab")
        #expect(
            Digest.hex(Digest.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(
            Digest.hex(Digest.hmacSHA256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        )
        #expect(Digest.md5Hex("") == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(
            Digest.md5Hex("12345678901234567890123456789012345678901234567890123456789012345678901234567890")
                == "57edf4a22be3c955ac49da2e2107b67a"
        )
        #expect(Digest.base64URL([0xFB, 0xFF, 0xFE, 0x01]) == "-__-AQ")
    }

    @Test func `the socket's token is signed with the node's secret`() throws {
        var bench = Bench()
        let credentials = bench.send(.get, "/api/client/servers/\(bench.id("Survival"))/websocket").json["data"]
        let secret = bench.send(.get, "/api/application/nodes/1/configuration").json["token"].text
        let parts = credentials["token"].text.split(separator: ".").map(String.init)
        try #require(parts.count == 3)
        let signature = Digest.hmacSHA256(Array("\(parts[0]).\(parts[1])".utf8), key: Array(secret.utf8))
        #expect(Digest.base64URL(signature) == parts[2])
    }
}
