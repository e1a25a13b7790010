/// A body made once and sent many times without a copy.
///
/// Immutable. An answer in flight holds it, so the page may be replaced at any time; its memory goes with the last
/// answer that sends it.
@safe public final class PreparedBody: @unchecked Sendable {
    // @unchecked because the buffer is written in `init` alone and freed in `deinit`, when nobody holds it any more.
    private let storage: UnsafeMutableRawBufferPointer

    /// Copies bytes into a buffer of its own, once.
    public init(_ bytes: [UInt8]) {
        // An own buffer because an array's storage may be pointed to only inside a closure, and the answer outlives it.
        unsafe storage = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        unsafe storage.copyBytes(from: bytes)
    }

    deinit {
        unsafe storage.deallocate()
    }

    /// How many bytes there are.
    public var count: Int { unsafe storage.count }

    /// The bytes, copied out.
    public var bytes: [UInt8] { unsafe Array(storage) }

    /// Where the bytes stand for as long as this object is held; nil when there are none.
    var start: UnsafeMutableRawPointer? { unsafe storage.baseAddress }
}
