import Agent
import Testing

/// When requests that wait for the core are answered.
struct ViewDeskTests {
    @Test func `who comes after events were taken is served after the next ones`() async {
        let inbox = EventInbox()
        let desk = ViewDesk<Int>(waking: inbox)
        async let view = desk.view()
        // It waits once it has woken the loop.
        for await _ in inbox.signals { break }
        desk.serve { 1 }
        desk.admit()
        desk.serve { 2 }
        #expect(await view == 2)
    }

    @Test func `nothing is made when nobody waits`() {
        let desk = ViewDesk<Int>(waking: EventInbox())
        desk.admit()
        var made = 0
        desk.serve {
            made += 1
            return made
        }
        #expect(made == 0)
    }

    @Test func `who waits at the end is sent away, admitted or not, and so is who comes later`() async {
        let inbox = EventInbox()
        let desk = ViewDesk<Int>(waking: inbox)
        async let early = desk.view()
        var signals = inbox.signals.makeAsyncIterator()
        _ = await signals.next()
        desk.admit()
        async let late = desk.view()
        _ = await signals.next()
        desk.close()
        let answers = await [early, late, desk.view()]
        #expect(answers == [nil, nil, nil])
    }
}
