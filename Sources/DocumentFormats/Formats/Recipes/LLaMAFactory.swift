import Diagnostics
import Documents
import Files
import Inventory
import Licensing

extension DocumentFormat {
  /// A configuration of LLaMA-Factory or of another trainer with its keys, such as TRL's.
  static let llamaFactory = DocumentFormat(
    name: "llama-factory", title: "a LLaMA-Factory or TRL configuration (`model_name_or_path`)", place: .witness,
    marks: ["model_name_or_path"],
    detects: { _, document in document.map { LLaMAFactory.certainty($0.root) } ?? .no },
    read: { source, document, context in document.map { [LLaMAFactory.inventory($0, context)] } ?? [] })
}

/// Reads what such a run starts from, learns from and exports.
enum LLaMAFactory {
  private static let settings = [
    "stage", "finetuning_type", "template", "dataset", "export_dir", "do_train", "adapter_name_or_path", "infer_backend",
    "dataset_name", "learning_rate", "dataset_dir", "output_dir",
  ]

  static func certainty(_ root: DocumentNode) -> DocumentFormat.Certainty {
    guard root.kind == .object, root["model_name_or_path"] != nil, root["base_model_name_or_path"] == nil else { return .no }
    return settings.contains { root[$0] != nil } ? .certain : .possible
  }

  static func inventory(_ document: Document, _ context: ReadingContext) -> Inventory {
    let root = document.root
    let trains = ["do_train", "stage", "dataset", "dataset_name", "datasets", "finetuning_type", "learning_rate"].contains {
      root[$0] != nil
    }
    let exports = root["export_dir"] != nil
    // Without training and export the model is only run.
    var recipe = TrainingRecipe(
      document, as: "llama-factory", name: HubMetadata.text(root["hub_model_id"] ?? root["export_hub_model_id"])?.value,
      kind: trains || exports ? .weights : .code, context)
    let type = recipe.text("finetuning_type")?.value.lowercased()
    let adapts = (type ?? "full") != "full" && type != "freeze" || root["use_peft"]?.bool == true
    let parent: Relationship =
      exports
      ? (root["export_quantization_bit"].map { !$0.isNull } == true ? .quantizedFrom : .mergedFrom)
      : trains ? (adapts ? .adapterOf : .fineTunedFrom) : .runs
    recipe.connectParent("model_name_or_path", parent)
    recipe.connectParent("adapter_name_or_path", exports ? .mergedFrom : trains ? .fineTunedFrom : .runs)
    let listed = DataList(root, document.source.path, context)
    for (key, relationship) in [("dataset", Relationship.trainedOn), ("eval_dataset", .evaluatedOn)] {
      for name in names(root[key]) { recipe.draft.connect(recipe.index, to: listed.named(name), relationship) }
    }
    recipe.connectData(root["dataset_name"])
    if root["datasets"]?.kind == .array { recipe.connectData(root["datasets"]) }
    if let report = listed.mistake { recipe.draft.report(report) }
    return recipe.finished()
  }

  private static func names(_ node: DocumentNode?) -> [Located<String>] {
    (node.map(HubMetadata.texts) ?? []).flatMap { text in
      text.value.split(separator: ",").map { Located(String($0).trimmed, text.span) }
    }
  }

  /// `dataset_info.json`, which says what the names of data sets stand for.
  private struct DataList {
    private var root: DocumentNode?
    private(set) var mistake: Diagnostic?

    init(_ recipe: DocumentNode, _ path: String, _ context: ReadingContext) {
      guard let scope = context.scope, recipe["dataset"] != nil else { return }
      let folder = HubMetadata.text(recipe["dataset_dir"])?.value ?? "data"
      let places = [folder, "."].map {
        FilePath.normalized(FilePath.join(FilePath.join(FilePath.folder(of: path), $0), "dataset_info.json"))
      }
      guard let place = places.first(where: { scope.contains($0) }) else { return }
      do throws(DiagnosticError) {
        root = try JSONReader.read(try scope.read(place)).root
      } catch {
        mistake = error.diagnostics.first
      }
    }

    /// The id on the Hub, else the file, else the name itself.
    func named(_ name: Located<String>) -> Located<String> {
      guard let entry = root?[name.value] else { return name }
      for key in ["hf_hub_url", "ms_hub_url", "om_hub_url", "script_url", "file_name"] {
        if let found = HubMetadata.text(entry[key]) { return found }
      }
      return name
    }
  }
}
