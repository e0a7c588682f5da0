extension SourceFile {
  /// Input as a message shows it: in backticks, on one line, control characters by number, at most 40 characters.
  package func quoted(_ range: Range<Int>) -> String {
    var result = "`"
    for (index, scalar) in text(in: range).unicodeScalars.enumerated() {
      if index == 40 {
        result += "…"
        break
      }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: result += "U+\(hex(scalar.value, 4))"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "`"
  }
}

/// The number in uppercase hexadecimal digits, at least `width` of them.
package func hex(_ value: UInt32, _ width: Int) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension SourceFile {
  /// The offset of the first byte in a range that is not part of well-formed UTF-8; `nil` if all are.
  package func firstInvalidUTF8(in range: Range<Int>) -> Int? {
    let bytes = bytes
    let span = bytes.span.extracting(range)
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: span)
      return nil
    } catch {
      return range.lowerBound + error.byteOffsets.lowerBound
    }
  }
}
