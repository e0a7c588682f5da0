import Diagnostics
import Inventory

/// A license text that a document carries in one of its values.
struct EmbeddedText {
  private let span: SourceSpan
  private let bytes: [UInt8]?
  private let line: Int

  /// - Parameters:
  ///   - content: The value, as far as its own format decodes it.
  ///   - encoding: `base64`, or nothing for plain text; any other is one that cannot be read.
  init(_ content: Located<String>, encoding: String? = nil) {
    span = content.span
    line = content.span.start.line
    switch encoding?.lowercased() {
    case nil, "", "plain", "utf-8": bytes = Array(content.value.utf8)
    case "base64": bytes = Self.base64(content.value)
    default: bytes = nil
    }
  }

  /// Whether the value could be decoded.
  var isReadable: Bool { bytes != nil }

  /// The licenses in it, placed in the decoded text, which is named by the line that holds it.
  func detected(_ context: ReadingContext) -> [DetectedLicense] {
    guard let bytes, !bytes.allSatisfy({ $0 <= 0x20 }) else { return [unknown(span)] }
    let file = SourceFile(path: "\(span.file.path)#L\(line)", bytes: bytes)
    let found = context.identify(file, 0..<bytes.count, "manifest")
    return found.isEmpty ? [unknown(SourceSpan(file, 0..<bytes.count))] : found
  }

  private func unknown(_ span: SourceSpan) -> DetectedLicense {
    DetectedLicense(ids: [], match: "unknown", span: span, role: "manifest")
  }

  /// RFC 4648 with white space between the letters; `nil` if anything else stands there.
  static func base64(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count / 4 * 3)
    var bits: UInt32 = 0
    var letters = 0
    var padding = 0
    for byte in text.utf8 {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x61...0x7A: value = byte - 0x61 + 26
      case 0x30...0x39: value = byte - 0x30 + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="):
        padding += 1
        continue
      case 0x20, 0x09, 0x0A, 0x0D: continue
      default: return nil
      }
      guard padding == 0 else { return nil }
      bits = bits << 6 | UInt32(value)
      letters += 1
      if letters % 4 == 0 {
        result += [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits)]
      }
    }
    switch letters % 4 {
    case 0: return padding == 0 ? result : nil
    case 2: return result + [UInt8(truncatingIfNeeded: bits >> 4)]
    case 3: return result + [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
    default: return nil
    }
  }
}

extension Diagnostic {
  static func unreadableText(_ span: SourceSpan) -> Self {
    Self(
      "unreadable-text", .warning, "the license text cannot be decoded, so nobody read it", labels: [.init(span.opening)],
      help: "write it as plain text, or as `base64`")
  }
}
