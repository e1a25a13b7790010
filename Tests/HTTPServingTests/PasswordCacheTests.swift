import HTTPServing
import Testing

struct PasswordCacheTests {
    private func verdict(on key: [UInt8], of cache: PasswordCache) -> Bool? {
        var cache = cache
        return cache.verdict(on: key)
    }

    private func key(_ number: Int) -> [UInt8] { Array("\(number)".utf8) }

    @Test func `what was found out is known, and nothing else`() {
        var cache = PasswordCache()
        cache.keep(true, of: key(1))
        cache.keep(false, of: key(2))
        #expect(verdict(on: key(1), of: cache) == true)
        #expect(verdict(on: key(2), of: cache) == false)
        #expect(verdict(on: key(3), of: cache) == nil)
    }

    @Test func `a thousand wrong guesses push out neither a right password nor the bound`() {
        var cache = PasswordCache()
        cache.keep(true, of: key(-1))
        for number in 0..<1_000 { cache.keep(false, of: key(number)) }
        #expect(verdict(on: key(-1), of: cache) == true)
        #expect(cache.count == 100)
        #expect(verdict(on: key(999), of: cache) == false)
        #expect(verdict(on: key(0), of: cache) == nil)
    }

    @Test func `of right passwords the one that was not used for longest makes room`() {
        var cache = PasswordCache()
        for number in 0..<100 { cache.keep(true, of: key(number)) }
        let first = cache.verdict(on: key(0))
        #expect(first == true)
        cache.keep(true, of: key(100))
        #expect(verdict(on: key(0), of: cache) == true)
        #expect(verdict(on: key(1), of: cache) == nil)
        #expect(cache.count == 100)
    }

    @Test func `the same key again takes no further place`() {
        var cache = PasswordCache()
        for _ in 0..<5 { cache.keep(false, of: key(1)) }
        cache.keep(true, of: key(1))
        #expect(cache.count == 1)
        #expect(verdict(on: key(1), of: cache) == true)
    }
}
