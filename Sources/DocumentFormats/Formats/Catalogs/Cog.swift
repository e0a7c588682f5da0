import Diagnostics
import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// How Replicate's cog builds a model's image; it states neither license nor parent.
  static let cog = DocumentFormat(
    name: "cog", title: "a cog.yaml (`build` with `predict`)", place: .onlyNamed, marks: ["predict"],
    detects: { _, document in
      guard let root = document?.root, root.kind == .object, root["build"]?.kind == .object else { return .no }
      return root["predict"] != nil || root["train"] != nil || root["image"]?.string?.hasPrefix("r8.im/") == true ? .certain : .no
    },
    read: { _, document, context in
      guard let document else { return [] }
      var draft = InventoryDraft(document, as: "cog", claim: .configuration, context)
      let image = HubMetadata.text(document.root["image"])
      _ = draft.add(
        .code, named: image.map { $0.value.hasPrefix("r8.im/") ? String($0.value.dropFirst(6)) : $0.value },
        at: document.root.span)
      draft.mention(unknownKeysOf: document.root, besides: [])
      draft.report(.buildsOnly(document.root.span))
      return [draft.finished()]
    })
}

extension Diagnostic {
  fileprivate static func buildsOnly(_ span: SourceSpan) -> Self {
    Self(
      "states-no-license", .note, "the file builds a program and states neither its license nor its model",
      labels: [.init(span.opening)],
      help: "name the weights that the program loads in a manifest")
  }
}
