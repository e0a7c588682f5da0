/// A byte range of one source file.
package struct SourceSpan: Sendable {
  package let file: SourceFile
  package let range: Range<Int>

  package init(_ file: SourceFile, _ range: Range<Int>) {
    self.file = file
    self.range = range
  }

  package var start: SourcePosition { file.position(of: range.lowerBound) }
  package var end: SourcePosition { file.position(of: range.upperBound) }
  package var text: String { file.text(in: range) }
}

extension SourceSpan: Hashable {
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.range == rhs.range && lhs.file.path == rhs.file.path
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(range)
    hasher.combine(file.path)
  }
}

/// A value that keeps its place.
package struct Located<Value> {
  package var value: Value
  package var span: SourceSpan

  package init(_ value: Value, _ span: SourceSpan) {
    self.value = value
    self.span = span
  }

  package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), span)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
