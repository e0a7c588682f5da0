import Diagnostics

/// What a model reads or writes, by the Hub's task names.
enum HubModality {
  /// `nil` where no task tells.
  static func of(tasks: [Located<String>], tags: [Located<String>]) -> Set<String>? {
    var result: Set<String> = []
    for task in tasks { result.formUnion(byTask[task.value] ?? []) }
    for tag in tags {
      if result.isEmpty || tag.value.contains("-to-") || tag.value == "any-to-any" { result.formUnion(byTask[tag.value] ?? []) }
      if tag.value.hasPrefix("modality:") { result.formUnion(byWord[String(tag.value.dropFirst(9))] ?? ["other"]) }
    }
    return result.isEmpty ? nil : result
  }

  private static let byWord: [String: Set<String>] = [
    "text": ["text"], "image": ["image"], "audio": ["audio"], "video": ["video"], "3d": ["3d"], "document": ["text", "image"],
  ]

  private static let byTask: [String: Set<String>] = [
    "text-generation": ["text"], "text2text-generation": ["text"], "text-classification": ["text"],
    "token-classification": ["text"], "question-answering": ["text"], "summarization": ["text"], "translation": ["text"],
    "fill-mask": ["text"], "sentence-similarity": ["text"], "zero-shot-classification": ["text"],
    "table-question-answering": ["text"], "conversational": ["text"], "text-ranking": ["text"], "text-retrieval": ["text"],
    "multiple-choice": ["text"],
    "image-classification": ["image"], "object-detection": ["image"], "image-segmentation": ["image"],
    "image-to-image": ["image"], "unconditional-image-generation": ["image"], "depth-estimation": ["image"],
    "mask-generation": ["image"], "image-feature-extraction": ["image"], "keypoint-detection": ["image"],
    "text-to-image": ["text", "image"], "image-to-text": ["text", "image"], "image-text-to-text": ["text", "image"],
    "image-text-to-image": ["text", "image"], "visual-question-answering": ["text", "image"],
    "document-question-answering": ["text", "image"], "zero-shot-image-classification": ["text", "image"],
    "zero-shot-object-detection": ["text", "image"], "visual-document-retrieval": ["text", "image"],
    "automatic-speech-recognition": ["text", "audio"], "text-to-speech": ["text", "audio"], "text-to-audio": ["text", "audio"],
    "audio-text-to-text": ["text", "audio"], "audio-classification": ["audio"], "audio-to-audio": ["audio"],
    "voice-activity-detection": ["audio"],
    "video-classification": ["video"], "video-to-video": ["video"], "text-to-video": ["text", "video"],
    "video-text-to-text": ["text", "video"], "image-to-video": ["image", "video"],
    "image-text-to-video": ["text", "image", "video"],
    "any-to-any": ["text", "image", "audio", "video"],
    "text-to-3d": ["text", "3d"], "image-to-3d": ["image", "3d"],
    "tabular-classification": ["other"], "tabular-regression": ["other"], "time-series-forecasting": ["other"],
    "reinforcement-learning": ["other"], "robotics": ["other"], "graph-ml": ["other"],
  ]
}
