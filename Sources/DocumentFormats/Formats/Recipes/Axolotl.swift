import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// A training configuration of axolotl.
  static let axolotl = DocumentFormat(
    name: "axolotl", title: "an axolotl configuration (`base_model` with training settings)", place: .witness,
    marks: ["base_model"],
    detects: { _, document in document.map { Axolotl.certainty($0.root) } ?? .no },
    read: { _, document, context in document.map { [Axolotl.inventory($0, context)] } ?? [] })
}

/// Reads what an axolotl run starts from and learns from.
enum Axolotl {
  private static let settings = [
    "sequence_len", "micro_batch_size", "dataset_prepared_path", "num_epochs", "val_set_size", "gradient_accumulation_steps",
    "load_in_4bit", "load_in_8bit", "sample_packing", "chat_template", "lora_r",
  ]

  static func certainty(_ root: DocumentNode) -> DocumentFormat.Certainty {
    guard root.kind == .object, root["base_model"]?.kind == .string, root["merge_method"] == nil, root["license"] == nil else {
      return .no
    }
    let found = settings.count { root[$0] != nil }
    return found > 1 ? .certain : found == 1 || root["datasets"]?.elements.contains { $0["path"] != nil } == true ? .likely : .no
  }

  static func inventory(_ document: Document, _ context: ReadingContext) -> Inventory {
    let root = document.root
    var recipe = TrainingRecipe(document, as: "axolotl", name: HubMetadata.text(root["hub_model_id"])?.value, context)
    let adapter = recipe.text("adapter")?.value.lowercased()
    let isMerged = root["merge_lora"]?.bool == true || root["relora"]?.bool == true
    recipe.connectParent("base_model", adapter != nil && !isMerged ? .adapterOf : .fineTunedFrom)
    recipe.connectParent("lora_model_dir", .fineTunedFrom)
    for key in ["datasets", "pretraining_dataset", "dataset"] { recipe.connectData(root[key]) }
    recipe.connectData(root["test_datasets"], .evaluatedOn)
    for key in ["kd_teacher", "teacher_model", "kd_model"] { recipe.connectParent(key, .distilledFrom) }
    return recipe.finished()
  }
}
