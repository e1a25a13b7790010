extension SimulatedPanel {
    /// Nests and their eggs, which can only be read.
    func serveNests(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        let objects = objects(for: call)
        let includes = call.includes
        switch call.route {
        case .nests:
            // The panel pages this list but knows neither filters nor an order.
            return try list(EggCatalogue.nests, call, ListRule()) { objects.nest($0, including: includes) }
        case .nest:
            guard let nest = EggCatalogue.nests.first(where: { $0.id == call.number(0) }) else { throw .notFound }
            return .ok(objects.nest(nest, including: includes))
        case .eggs:
            let eggs = EggCatalogue.eggs.filter { $0.nest == call.number(0) }
            return .ok(.list(eggs.map { objects.egg($0, including: includes) }))
        default: return .ok(objects.egg(EggCatalogue.egg(call.number(1)), including: includes))
        }
    }
}
