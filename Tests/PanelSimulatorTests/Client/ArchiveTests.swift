import Foundation
import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct ArchiveTests {
    private var bench = Bench()
    private let files: String

    init() { files = bench.path("Survival") + "/files" }

    private mutating func names(_ directory: String) -> [String] {
        let list = bench.send(.get, files + "/list?directory=" + directory).json["data"]
        return list.elements.map { $0["attributes"]["name"].text }
    }

    private mutating func read(_ file: String) -> [UInt8] {
        bench.send(.get, files + "/contents?file=" + file).body
    }

    @Test mutating func `what is compressed comes back whole`() {
        let packed = bench.send(.post, files + "/compress", body: #"{"root":"/","files":["logs","eula.txt"]}"#).json
        let name = packed["attributes"]["name"].text
        #expect(name == "archive-2026-11-23T120030Z.tar.gz")
        #expect(packed["attributes"]["mimetype"].text == "application/tar+gzip")
        let log = read("logs%2Flatest.log")
        _ = bench.send(.post, files + "/delete", body: #"{"root":"/","files":["logs","eula.txt"]}"#)
        #expect(names("%2F").contains("logs") == false)
        let body = #"{"root":"/","file":"\#(name)"}"#
        #expect(bench.send(.post, files + "/decompress", body: body).status == 204)
        #expect(names("logs") == ["latest.log"])
        #expect(read("logs%2Flatest.log") == log)
        #expect(bench.newestActivity("Survival")["event"].text == "server:file.read")
    }

    @Test mutating func `an archive that another tool compressed is read, with its modes`() throws {
        let bytes = [UInt8](try #require(Data(base64Encoded: Self.foreign)))
        #expect(bench.write(bytes, to: files + "/write?file=in%2Fforeign.tar.gz").status == 204)
        #expect(
            bench.send(.post, files + "/decompress", body: #"{"root":"/in","file":"foreign.tar.gz"}"#).status == 204
        )
        #expect(names("in") == ["conf", "foreign.tar.gz", "readme.md"])
        let rules = String(decoding: read("in%2Fconf%2Frules.txt"), as: UTF8.self).split(separator: "\n")
        #expect(rules.count == 60)
        #expect(rules.last == "rule 59: hhh value 3481")
        let list = bench.send(.get, files + "/list?directory=in%2Fconf").json["data"]
        #expect(list[0]["attributes"]["mode"].text == "-rw-r-----")
    }

    @Test mutating func `a file that is no archive, or a damaged one, is refused`() throws {
        var bytes = [UInt8](try #require(Data(base64Encoded: Self.foreign)))
        bytes[300] ^= 0x55
        _ = bench.write(bytes, to: files + "/write?file=damaged.tar.gz")
        for file in ["server.properties", "damaged.tar.gz"] {
            let refused = bench.send(.post, files + "/decompress", body: #"{"root":"/","file":"\#(file)"}"#)
            #expect(refused.status == 400, "\(file)")
            #expect(refused.json["errors"][0]["detail"].text.contains("format Wings does not understand"))
        }
        #expect(bench.send(.post, files + "/decompress", body: #"{"root":"/","file":"nope"}"#).status == 404)
    }

    /// `conf/rules.txt` of sixty lines and `readme.md`, by Python's `tarfile` and `gzip` at level 9.
    private static let foreign =
        "H4sIAAAAAAACA+2WSXLbMBBFufYpUJW9QwANTgfwPWQNHjTQpihbyundAPGbFVeSnVxJpd9Gqg8I7I/+gLjsD5vvxXUpmTqE9Ml8"
        + "/vzF96qqXWFC8QWcjuNi4EcW/yfL2P/htFsfb8fzeL3+V1T+rv8ukP25/7YMlS9Mqf2/OrH1puyMeVvsTvztJgm2M/dZsZPiOrNcZokm"
        + "yXdmtVplrZ006syawW+rSQ2d2USy7MIkV515SGTd5+m1lEN52aYzT1mq8tPbzjw/Z63JRVo2st1u8fQSbtjOjoHuMJ1N7SMYoLy2ZWuH"
        + "hBjJhViS2myby7Vs7wXW4M2yuddXMYypbG0YBsgNVmV/Rwb74FAHmxwjskHoBhs9JbBR8OrsvHmE2ezzHWKT13bs8XzOanC5Esf+LpcL"
        + "5DrX7djiDwY9gEvHLhcRDMgP2Oh9Io/U8oRGCqylFvaJIDWo2pcxS4gX/HmbsgQZG+LdlCVpPbbQs83HiIxg0z1bfUpgyKJNPsxdlo56"
        + "9irRcmi+r2O2IHvkxDcpWnOwUE47JQsDAVkkdttHJHFwTOz4JSFDyDu5uc4aB4PYMRJmG5wgohgxiS6OGoWUMASyhFmqpoBhwOIoE/t9"
        + "i0jgSzyBLb8nMORLlNRKnY7KXHxgxxc5IHAbbEwa5EomuxQ06DVWDn7KmZwoVBMoXlhLubNcK5dRSPfWfHV5cR0qqdNbbFFgx5v5ZGL9"
        + "JgYOssfmhzbFDTo19m+//9eL1X59u19d+f3vD////AZAn97/6mBJ//+/gm/mbuj3ZnHox8f1YMa+390UiqIoiqIoiqIoiqIoiqIoiqIo"
        + "iqL8k3wAI6FnyAAoAAA="
}
