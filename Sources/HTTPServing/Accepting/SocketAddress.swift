// Sockets' types are the C library's: whichever module is read first counts as theirs.
import CMicroHTTPD
import Glibc

/// IP addresses as text and as the system has them.
enum SocketAddress {
    static func parsedIPv4(_ text: String) -> in_addr? {
        var address = in_addr()
        return unsafe inet_pton(AF_INET, text, &address) == 1 ? address : nil
    }

    static func parsedIPv6(_ text: String) -> in6_addr? {
        var address = in6_addr()
        return unsafe inet_pton(AF_INET6, text, &address) == 1 ? address : nil
    }

    /// The numeric text of an address, an IPv4 address in IPv6 dress as IPv4; nil for other families.
    static func text(of address: UnsafePointer<sockaddr>) -> String? {
        let length: Int
        switch Int32(unsafe address.pointee.sa_family) {
        case AF_INET: length = MemoryLayout<sockaddr_in>.size
        case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let result = unsafe getnameinfo(
            address,
            socklen_t(length),
            &buffer,
            socklen_t(buffer.count),
            nil,
            0,
            NI_NUMERICHOST
        )
        guard result == 0 else { return nil }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
    }

    /// Where a TCP socket listens; nil for one of another kind.
    static func local(of descriptor: Int32) -> ListenAddress? {
        var name = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &name) { name in
            unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) { name -> ListenAddress? in
                guard unsafe getsockname(descriptor, name, &length) == 0, let host = unsafe text(of: name) else {
                    return nil
                }
                // The port stands at the same place in both kinds of socket address.
                let port = unsafe name.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { name in
                    unsafe UInt16(bigEndian: name.pointee.sin_port)
                }
                return ListenAddress(host: host == "::" ? nil : host, port: port)
            }
        }
    }
}
