import Diagnostics
import Documents
import Files
import Inventory
import Licensing
import YAMLDocuments

extension DocumentFormat {
  /// The `MLmodel` file of a model that MLflow saved.
  static let mlflow = DocumentFormat(
    name: "mlflow", title: "an MLflow MLmodel file (`flavors`)", place: .witness, marks: ["flavors"],
    detects: { source, document in
      guard let root = document?.root, root.kind == .object, root["flavors"]?.kind == .object else { return .no }
      return root["artifact_path"] != nil || root["model_uuid"] != nil || FilePath.name(of: source.path).contains("MLmodel")
        ? .certain : .likely
    },
    read: { _, document, context in document.map { [MLflowModel.inventory($0, context)] } ?? [] })
}

/// Reads what MLflow knows of a model: no license, but where its weights came from, and what it put beside it.
enum MLflowModel {
  static func inventory(_ document: Document, _ context: ReadingContext) -> Inventory {
    let root = document.root
    var draft = InventoryDraft(document, as: "mlflow", claim: .configuration, context)
    let index = draft.add(.weights, named: HubCard.hubName(in: document.source.path), at: root.span)
    for flavor in root["flavors"]?.members.map(\.value) ?? [] where flavor.kind == .object {
      let relationship: Relationship = flavor["peft_adaptor"].map { !$0.isNull } == true ? .adapterOf : .fineTunedFrom
      if let source = HubMetadata.text(flavor["source_model_name"]) { draft.connect(index, to: source, relationship) }
      draft.mention(unknownKeysOf: flavor, besides: [])
    }
    if let metadata = root["metadata"], metadata.kind == .object {
      for key in ["base_model", "base_model_name", "base_model_name_or_path", "source_model"] {
        for parent in metadata[key].map(HubMetadata.texts) ?? [] { draft.connect(index, to: parent, .fineTunedFrom) }
      }
      if let license = metadata["license"] { draft.declare(HubMetadata.texts(license), for: index) }
      draft.mention(unknownKeysOf: metadata, besides: ["license"])
    }
    draft.mention(unknownKeysOf: root, besides: [])
    var inventory = draft.finished()
    readNeighbors(&inventory, context)
    return inventory
  }

  /// MLflow copies the card's front matter and the license of a Hub model into files beside.
  private static func readNeighbors(_ inventory: inout Inventory, _ context: ReadingContext) {
    guard let scope = context.scope else { return }
    let folder = FilePath.folder(of: inventory.path)
    let card = FilePath.join(folder, "model_card_data.yaml")
    let license = FilePath.join(folder, "LICENSE.txt")
    do throws(DiagnosticError) {
      if scope.contains(card) {
        let source = try scope.read(card)
        inventory.sources.append(source)
        let metadata = HubMetadata(try YAMLReader.read(source, limits: HubCard.limits).root)
        // It is the card of the model that was loaded, which need not be the one that was saved.
        if let names = metadata.license?.value, !names.isEmpty {
          inventory.components[0].declared.append(
            DeclaredLicense(names: names, source: .card, freeName: metadata.freeName, link: metadata.link))
        }
      }
      if scope.contains(license) {
        let source = try scope.read(license)
        inventory.sources.append(source)
        let texts = LicenseText(source, role: .license).read(context)
        inventory.components[0].detected += texts.detected
        inventory.diagnostics += texts.diagnostics
      }
    } catch {
      inventory.diagnostics += error.diagnostics
    }
  }
}
