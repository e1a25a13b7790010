import Foundation
import HTTPServing
import TestSupport
import Testing

struct BasicCredentialsTests {
    @Test(
        arguments: [
            ("alice", "secret"), ("", ""), ("a", ":b:"), ("jörg", "pässwörd 🔑"), ("user", "with\nline and \0 zero"),
        ]
    )
    func `a name and a password come back as they were sent`(user: String, password: String) throws {
        let header = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
        let credentials = try #require(BasicCredentials(parsing: header))
        #expect(credentials.user == user)
        #expect(credentials.password == Array(password.utf8))
    }

    @Test(arguments: ["Basic YTpi", "basic YTpi", "BASIC   YTpi"])
    func `the scheme's case means nothing, and blanks may be more than one`(header: String) {
        #expect(BasicCredentials(parsing: header)?.user == "a")
    }

    @Test(
        arguments: [
            "", "Basic", "Basic ", "Bearer YTpi", "BasicYTpi", "Basic YTp", "Basic YTpi=", "Basic YQ==", "Basic YT pi",
            "Basic YTpi\u{301}", "Basic ====", "Basic Y===", "Basic YTo=YTo=", "Basic YTp=", "Basic \u{FFFD}\u{FFFD}",
            " Basic YTpi",
        ]
    )
    func `what is not well formed is nothing`(header: String) {
        #expect(BasicCredentials(parsing: header) == nil)
    }

    @Test func `bytes that are no text are a password all the same`() {
        let header = "Basic " + Data([0x61, 0x3A, 0xFF, 0xFE]).base64EncodedString()
        #expect(BasicCredentials(parsing: header)?.password == [0xFF, 0xFE])
    }

    @Test func `neither printing nor dumping shows the password`() throws {
        let credentials = try #require(BasicCredentials(parsing: "Basic YWxpY2U6aHVudGVyMg=="))
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!"\(credentials) \(dumped)".contains("hunter2"))
        #expect(!dumped.contains("104"))
    }

    @Test func `whatever comes is read as Foundation reads it, or not at all`() {
        var random = SeededGenerator(seed: 7)
        let pieces = ["Basic ", "basic", "YTpi", "=", "==", ":", " ", "\t", "+/", "\u{301}", "é", "🔑", "\0", "Bearer "]
        for _ in 0..<(Soak.isOn ? 1_000_000 : 20_000) {
            var header = Bool.random(using: &random) ? "Basic " : ""
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                if Bool.random(using: &random) {
                    header += pieces.randomElement(using: &random) ?? ""
                } else {
                    let bytes = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                        UInt8.random(in: 0...255, using: &random)
                    }
                    header +=
                        Bool.random(using: &random)
                        ? Data(bytes).base64EncodedString() : String(decoding: bytes, as: UTF8.self)
                }
            }
            guard let read = BasicCredentials(parsing: header) else { continue }
            let encoded = header.unicodeScalars.dropFirst(5).drop { $0 == " " }
            let wanted = Data(base64Encoded: String(String.UnicodeScalarView(encoded)))
            let pair = Array(read.user.utf8) + [UInt8(ascii: ":")] + read.password
            #expect(wanted != nil, "\(header.debugDescription)")
            // A name with bytes that are no text has U+FFFD in their place.
            if !read.user.unicodeScalars.contains("\u{FFFD}") {
                #expect(wanted.map { Array($0) } == pair, "\(header.debugDescription)")
            }
        }
    }
}
