import PterodactylAPI
import Testing

/// What holds whatever happens, in whatever order.
struct ServerStreamPropertyTests {
    private func time(_ seconds: Int64) -> PanelTime { PanelTime(millisecondsSince1970: seconds * 1000) }

    @Test(arguments: 0..<50)
    func `in bad weather nothing is lost in silence, and nothing is asked for too often`(seed: UInt64) {
        var world = StreamWorld(seed: seed, weather: .init(isBad: true))
        world.run(until: time(3 * 3600), calmAt: time(9600))
        #expect(world.complaints.isEmpty, "\(world.complaints)")
        #expect(world.gaps > 3)
        // 20 minutes after the last trouble it is live again, and reads everything.
        #expect(world.stream.isLive)
        let before = (world.numbersRead, world.fetches.count)
        world.run(until: time(3 * 3600 + 500), calmAt: time(0))
        #expect(world.numbersRead - before.0 > 100)
        #expect(world.fetches.count - before.1 <= 2)
    }

    @Test(arguments: 0..<20)
    func `while the panel answers, no event is ever refused`(seed: UInt64) {
        var world = StreamWorld(seed: seed, weather: .init(isBad: false))
        world.run(until: time(6 * 3600), calmAt: time(0))
        #expect(world.complaints.isEmpty, "\(world.complaints)")
        #expect(world.refusals == 0)
        #expect(world.gaps == 0)
        // 600 s each, renewed at 480 to 540 s.
        #expect((39...46).contains(world.fetches.count))
    }
}
