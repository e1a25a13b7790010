/// An address at a node, or at an object store, that works for a short time without a key: who knows it may use it.
public struct SignedURL: Sendable, Hashable {
    /// The address; it holds a token.
    public var url: Secret

    /// Wraps an address.
    public init(url: Secret) { self.url = url }

    /// The address of an upload, with the folder that the files go into.
    ///
    /// The files are sent there by `POST` as `multipart/form-data`, each in a part named `files`; without a folder they go to
    /// the top (wings `router_server_files.go`). The node takes files of up to its `upload_size`.
    public func uploading(into directory: String) -> SignedURL {
        let text = url.reveal()
        return SignedURL(
            url: Secret(text + (text.contains("?") ? "&" : "?") + "directory=" + directory.urlQueryEncoded)
        )
    }
}

extension SignedURL: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) { self.init(url: Secret(try at["url"].string())) }
}
