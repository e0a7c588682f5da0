import Licensing

/// One column of the table of uses: kinds of components that fare alike stand together.
struct UsesColumn {
  private var kinds: [ComponentKind]
  /// One for each use; `nil` where no act of the use fits any of the kinds.
  private(set) var cells: [UsesMatrix.Cell?]
  /// For each use, kinds that no act of it fits.
  private var unfit: [[ComponentKind]]

  var title: String { kinds.map(\.rawValue).joined(separator: ", ") }

  var words: [String] {
    zip(cells, unfit).map { cell, unfit in
      guard let cell else { return "-" }
      return unfit.isEmpty ? cell.words : "\(cell.words) (not \(unfit.map(\.rawValue).joined(separator: ", ")))"
    }
  }

  static func columns(of matrix: UsesMatrix) -> [UsesColumn] {
    var columns: [UsesColumn] = []
    for (index, kind) in matrix.kinds.enumerated() {
      let cells = matrix.rows.map { $0.cells[index] }
      if let twin = columns.firstIndex(where: { $0.isLike(cells) }) {
        columns[twin].join(kind, cells)
      } else {
        columns.append(UsesColumn(kinds: [kind], cells: cells, unfit: cells.map { $0 == nil ? [kind] : [] }))
      }
    }
    return columns
  }

  private func isLike(_ others: [UsesMatrix.Cell?]) -> Bool {
    zip(cells, others).allSatisfy { own, other in own == nil || other == nil || own?.words == other?.words }
  }

  private mutating func join(_ kind: ComponentKind, _ others: [UsesMatrix.Cell?]) {
    kinds.append(kind)
    for index in cells.indices {
      if others[index] == nil { unfit[index].append(kind) }
      cells[index] = cells[index] ?? others[index]
    }
  }
}
