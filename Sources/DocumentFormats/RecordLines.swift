import Diagnostics
import Documents
import Inventory

/// Hub records, one JSON object in each line.
struct RecordLines {
  let source: SourceFile

  init(_ source: SourceFile) { self.source = source }

  /// One inventory for each line that is not blank; a bad line is an inventory with its mistake.
  func inventories() -> [Inventory] {
    var result: [Inventory] = []
    var start = 0
    while start < source.bytes.count {
      let end = source.bytes[start...].firstIndex(of: 0x0A) ?? source.bytes.count
      if source.bytes[start..<end].contains(where: { $0 > 0x20 }) { result.append(inventory(start..<end)) }
      start = end + 1
    }
    return result
  }

  private func inventory(_ line: Range<Int>) -> Inventory {
    do throws(DiagnosticError) {
      return HubRecord.inventory(of: try JSONReader.read(source, range: line).root)
    } catch {
      var inventory = Inventory(path: source.path)
      inventory.sources = [source]
      inventory.diagnostics = error.diagnostics
      return inventory
    }
  }
}
