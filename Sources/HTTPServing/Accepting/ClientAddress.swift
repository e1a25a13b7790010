import CMicroHTTPD
import Glibc

/// Whom a connection counts for: an IPv4 address, or the 64 bits of an IPv6 address that a site has for itself (RFC 6177).
package struct ClientAddress: Hashable, Sendable {
    private let bytes: [UInt8]

    /// Takes the four bytes of an IPv4 address, or the sixteen of an IPv6 one; one that dresses IPv4 counts as IPv4.
    package init(bytes: [UInt8]) {
        let dress = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        if bytes.count == 16 {
            self.bytes = Array(bytes.starts(with: dress) ? bytes[12...] : bytes[..<8])
        } else {
            self.bytes = bytes
        }
    }

    /// Whether it is an address of this machine for itself: 127.0.0.0/8, or `::1`, whose network has no other.
    package var isThisMachine: Bool {
        bytes.count == 4 ? bytes[0] == 127 : !bytes.isEmpty && bytes.allSatisfy { $0 == 0 }
    }

    /// Takes the address of a socket's other end; those of other families are all one.
    init(_ name: inout sockaddr_storage) {
        switch Int32(name.ss_family) {
        case AF_INET:
            self.init(bytes: Self.copy(4, from: 4, of: &name))
        case AF_INET6:
            self.init(bytes: Self.copy(16, from: 8, of: &name))
        default:
            self.init(bytes: [])
        }
    }

    private static func copy(_ count: Int, from offset: Int, of name: inout sockaddr_storage) -> [UInt8] {
        unsafe withUnsafeBytes(of: &name) { bytes in unsafe Array(bytes[offset..<(offset + count)]) }
    }
}
