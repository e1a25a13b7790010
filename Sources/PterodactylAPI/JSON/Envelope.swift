/// A model that comes as `{"object": …, "attributes": {…}}`.
protocol PanelObject: Sendable {
    /// Reads the members of `attributes`.
    init(attributes: JSONReader) throws(PanelError)
}

extension JSONReader {
    /// The object in an envelope; nil for a null resource (an include that is not permitted, or nothing there).
    func itemIfAny<Model: PanelObject>(_ type: Model.Type = Model.self) throws(PanelError) -> Model? {
        guard !isNull, value["object"]?.string != "null_resource" else { return nil }
        return try item(type)
    }

    /// The object in an envelope.
    func item<Model: PanelObject>(_ type: Model.Type = Model.self) throws(PanelError) -> Model {
        guard value.object != nil else { throw mismatch("an object with attributes") }
        let attributes = self["attributes"]
        guard attributes.value.object != nil else { throw attributes.mismatch("an object") }
        return try Model(attributes: attributes)
    }

    /// The objects of a list in its envelope.
    func list<Model: PanelObject>(_ type: Model.Type = Model.self) throws(PanelError) -> [Model] {
        let data = self["data"]
        guard data.value.array != nil else { throw data.mismatch("an array") }
        var models: [Model] = []
        for element in try data.elements() { models.append(try element.item(type)) }
        return models
    }

    /// The objects of a list; nil for a null resource or where there is no list.
    func listIfAny<Model: PanelObject>(_ type: Model.Type = Model.self) throws(PanelError) -> [Model]? {
        guard !isNull, value["object"]?.string != "null_resource" else { return nil }
        return try list(type)
    }

    /// An included object of these attributes.
    func relationship<Model: PanelObject>(_ name: String, _ type: Model.Type = Model.self) throws(PanelError) -> Model?
    {
        try self["relationships"][name].itemIfAny(type)
    }

    /// The included objects of these attributes.
    func relationships<Model: PanelObject>(
        _ name: String,
        _ type: Model.Type = Model.self
    ) throws(PanelError) -> [Model]? {
        try self["relationships"][name].listIfAny(type)
    }
}
