import Foundation
package import Telemetry

/// Compares the wall clock with one that only time moves: they part when somebody sets the clock, or the machine sleeps.
package struct ClockWatch {
    /// How far they may part; NTP slews by less.
    static let tolerance = Duration.seconds(30)

    private var wall: Timestamp
    private var steady: SuspendingClock.Instant

    /// Starts to compare.
    package init(wall: Timestamp = .now, steady: SuspendingClock.Instant = .now) {
        self.wall = wall
        self.steady = steady
    }

    /// By how much the wall clock jumped since it was last asked; nil when that is within what clocks do.
    package mutating func step(wall: Timestamp = .now, steady: SuspendingClock.Instant = .now) -> Duration? {
        let step = (wall - self.wall) - (steady - self.steady)
        self.wall = wall
        self.steady = steady
        return step > Self.tolerance || step < .zero - Self.tolerance ? step : nil
    }
}
