import Documents
import Files
import Inventory
import Licensing

extension DocumentFormat {
  /// A model of the OpenVINO Open Model Zoo.
  static let openVINO = DocumentFormat(
    name: "openvino", title: "an Open Model Zoo `model.yml` (`task_type` with `files`)", place: .witness, marks: ["task_type"],
    detects: { _, document in
      guard let root = document?.root, root.kind == .object, root["task_type"] != nil else { return .no }
      return root["files"] != nil || root["framework"] != nil ? .certain : .likely
    },
    read: { source, document, context in
      guard let root = document?.root, let document else { return [] }
      var draft = InventoryDraft(document, as: "openvino", claim: .manifest, context)
      let folder = FilePath.name(of: FilePath.folder(of: source.path))
      let index = draft.add(.weights, named: folder.isEmpty || folder == "." ? nil : folder, at: root.span)
      // The license is the address of a file in another repository.
      if let license = HubMetadata.text(root["license"]) { draft.declare([license], for: index, link: license) }
      draft.mention(unknownKeysOf: root, besides: ["license"])
      return [draft.finished()]
    })
}
