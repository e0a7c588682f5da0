import Diagnostics

// Repeated keys are found by 64-bit hashes: a scan for the usual small object, a table for a large one.
extension JSONParser {
  /// Secret, so that nobody can write keys that collide; equal hashes are compared byte by byte, so results never depend on it.
  private static let seed = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
  private static let scanLimit = 32
  private static let reportLimit = 100

  /// Compares the key just appended with the earlier keys of the innermost object.
  mutating func checkUnique() throws(DiagnosticError) {
    let top = stack.count - 1
    let key = tape.count - 1
    let hash = hash(ofKey: key)
    let first = stack[top].firstKey
    if stack[top].table >= 0 {
      let table = stack[top].table
      if let other = keyTables[table][hash] {
        report(key, like: Int(other), orAnyFrom: first, hash: hash)
      } else {
        keyTables[table][hash] = UInt32(truncatingIfNeeded: key)
      }
    } else {
      for index in first..<keyHashes.count where keyHashes[index] == hash {
        let other = Int(keyEntries[index])
        if haveEqualText(key, other) {
          reportDuplicate(key, other)
          break
        }
      }
      if keyHashes.count - first == Self.scanLimit { makeTable(top) }
    }
    keyHashes.append(hash)
    keyEntries.append(UInt32(truncatingIfNeeded: key))
  }

  mutating func forgetKeys(of frame: Frame) {
    keyHashes.removeSubrange(frame.firstKey...)
    keyEntries.removeSubrange(frame.firstKey...)
    if frame.table >= 0 { keyTables.removeLast() }
  }

  private mutating func makeTable(_ top: Int) {
    let first = stack[top].firstKey
    stack[top].table = keyTables.count
    keyTables.append(
      Dictionary(zip(keyHashes[first...], keyEntries[first...]), uniquingKeysWith: { earlier, _ in earlier }))
    keyTables[keyTables.count - 1][hash(ofKey: tape.count - 1)] = UInt32(truncatingIfNeeded: tape.count - 1)
  }

  /// The table knows one key for a hash; should two different keys ever share it, all keys are compared.
  private mutating func report(_ key: Int, like other: Int, orAnyFrom first: Int, hash: UInt64) {
    if haveEqualText(key, other) { return reportDuplicate(key, other) }
    for index in first..<keyHashes.count where keyHashes[index] == hash {
      let candidate = Int(keyEntries[index])
      if haveEqualText(key, candidate) { return reportDuplicate(key, candidate) }
    }
  }

  private mutating func reportDuplicate(_ key: Int, _ other: Int) {
    duplicates += 1
    guard duplicates <= Self.reportLimit else { return }
    diagnostics.append(
      .duplicateKey(
        text(of: key), SourceSpan(source, range(of: key)), first: SourceSpan(source, range(of: other)),
        limits.duplicateKeys))
  }

  /// Says how many repetitions were found but not listed.
  mutating func reportOmittedDuplicates() {
    guard duplicates > Self.reportLimit else { return }
    let omitted = duplicates - Self.reportLimit
    let severity: Diagnostic.Severity = limits.duplicateKeys == .refused ? .error : .warning
    diagnostics.append(
      Diagnostic("duplicate-key", severity, "\(omitted) more keys are repeated", path: source.path))
  }

  private func range(of entry: Int) -> Range<Int> { Int(tape[entry].start)..<Int(tape[entry].end) }

  private func text(of entry: Int) -> String {
    let text = tape[entry].text
    if text >= 0 { return texts[Int(text)] }
    let range = range(of: entry)
    return source.text(in: range.lowerBound + 1..<range.upperBound - 1)
  }

  private func haveEqualText(_ left: Int, _ right: Int) -> Bool {
    withText(of: left) { left in withText(of: right) { right in left.elementsEqual(right) } }
  }

  private func hash(ofKey key: Int) -> UInt64 { withText(of: key, Self.hash) }

  @inline(__always)
  private func withText<R>(of entry: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let text = tape[entry].text
    if text < 0 {
      return body(UnsafeBufferPointer(rebasing: bytes[Int(tape[entry].start) + 1..<Int(tape[entry].end) - 1]))
    }
    var string = texts[Int(text)]
    return string.withUTF8(body)
  }

  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let (first, second) = seed
    var hash = first ^ UInt64(truncatingIfNeeded: key.count)
    var index = 0
    while index < key.count {
      var word: UInt64 = 0
      if index + 8 <= key.count {
        word = UnsafeRawBufferPointer(key).loadUnaligned(fromByteOffset: index, as: UInt64.self)
      } else {
        for byte in key[index...] { word = word << 8 | UInt64(byte) }
      }
      let product = (hash ^ word).multipliedFullWidth(by: second | 1)
      hash = product.high ^ product.low
      index += 8
    }
    return hash
  }
}
