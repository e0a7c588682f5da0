/// The form in which names of licenses are compared: without case, blanks, `-` and `_`; `+` and `.` count.
///
/// A single first letter keeps what parts it from the next word: `X-YZ` is not `XYZ`.
package struct NameKey: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ name: String) {
    var bytes: [UInt8] = []
    var isParted = false
    for scalar in name.unicodeScalars {
      switch scalar {
      case " ", "\t", "\n", "\r", "-", "_", "\u{A0}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}":
        isParted = true
        continue
      case "A"..."Z":
        Self.part(&bytes, if: isParted, before: scalar)
        bytes.append(UInt8(scalar.value | 0x20))
      case _ where scalar.value < 0x20: continue
      default:
        Self.part(&bytes, if: isParted, before: scalar)
        bytes.append(contentsOf: String(scalar).utf8)
      }
      isParted = false
    }
    self.bytes = bytes
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  private static func part(_ bytes: inout [UInt8], if isParted: Bool, before scalar: Unicode.Scalar) {
    guard isParted, bytes.count == 1, isLetter(bytes[0]), scalar.isASCII, isLetter(UInt8(scalar.value)) else { return }
    bytes.append(UInt8(ascii: "-"))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
