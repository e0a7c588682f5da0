import Diagnostics

extension LicenseExpression {
  /// The longest text, the deepest nesting and the most licenses that are read; real expressions stay far below.
  package static let maximumLength = 4096
  package static let maximumDepth = 64
  package static let maximumOperands = 200

  /// Reads an expression; `+` binds closest, then `WITH`, then `AND`, then `OR`.
  ///
  /// A word for which `isKnown` holds is one license whatever its characters are, so that an id that ends in `+` is not cut.
  /// Words nobody knows are licenses too, if they are spelled like ids: whether they mean something is for the caller to say.
  /// A name with blanks is no expression: try the whole text as an alias first. `NONE` and `NOASSERTION` come back as ids.
  ///
  /// Every diagnostic points at the characters it speaks of, if the file spells the text as it is or in plain quotes.
  package static func parse(
    _ expression: Located<String>, isKnown: (Substring) -> Bool = { _ in false }
  ) throws(DiagnosticError) -> LicenseExpression {
    guard expression.value.utf8.count <= maximumLength else { throw DiagnosticError(.tooLong(expression.span)) }
    let lexer = ExpressionLexer(ExpressionText(expression), isKnown: isKnown)
    guard lexer.diagnostics.isEmpty else { throw DiagnosticError(lexer.diagnostics) }
    guard !lexer.tokens.isEmpty else { throw DiagnosticError(.empty(expression.span)) }
    var parser = ExpressionParser(text: lexer.text, tokens: lexer.tokens)
    return try parser.wholeExpression()
  }
}

/// Recursive descent over the tokens; stops at the first mistake, because what follows one is seldom meant.
private struct ExpressionParser {
  let text: ExpressionText
  let tokens: [ExpressionToken]
  private var index = 0
  private var operandCount = 0

  init(text: ExpressionText, tokens: [ExpressionToken]) {
    self.text = text
    self.tokens = tokens
  }

  mutating func wholeExpression() throws(DiagnosticError) -> LicenseExpression {
    let expression = try alternatives(depth: 0)
    guard let token = current else { return expression }
    if token.kind == .close { throw failure(.unopened(text.span(token.range))) }
    throw missingOperator(before: token)
  }

  private mutating func alternatives(depth: Int) throws(DiagnosticError) -> LicenseExpression {
    var operands = try [conjunction(depth: depth)]
    while advance(over: .or) { operands.append(try conjunction(depth: depth)) }
    guard operands.count > 1 else { return operands[0] }
    return .any(
      operands.flatMap { operand in
        if case .any(let inner) = operand { inner } else { [operand] }
      })
  }

  private mutating func conjunction(depth: Int) throws(DiagnosticError) -> LicenseExpression {
    var operands = try [operand(depth: depth)]
    while advance(over: .and) { operands.append(try operand(depth: depth)) }
    guard operands.count > 1 else { return operands[0] }
    return .all(
      operands.flatMap { operand in
        if case .all(let inner) = operand { inner } else { [operand] }
      })
  }

  private mutating func operand(depth: Int) throws(DiagnosticError) -> LicenseExpression {
    guard let token = current else { throw missingOperand() }
    switch token.kind {
    case .open: return try group(depth: depth)
    case .name(let orLater): return try license(token.range, orLater: orLater)
    case .close, .and, .or, .with: throw missingOperand()
    }
  }

  private mutating func group(depth: Int) throws(DiagnosticError) -> LicenseExpression {
    let open = tokens[index]
    guard depth < LicenseExpression.maximumDepth else { throw failure(.tooDeep(text.span(open.range))) }
    index += 1
    if let token = current, token.kind == .close {
      throw failure(.emptyGroup(text.span(open.range.lowerBound..<token.range.upperBound)))
    }
    guard current != nil else { throw failure(.unclosed(text.span(open.range))) }
    let inner = try alternatives(depth: depth + 1)
    guard let token = current else { throw failure(.unclosed(text.span(open.range))) }
    guard token.kind == .close else { throw missingOperator(before: token) }
    index += 1
    if let token = current, token.kind == .with { throw failure(.withBehindGroup(text.span(token.range))) }
    return inner
  }

  private mutating func license(_ range: Range<Int>, orLater: Bool) throws(DiagnosticError) -> LicenseExpression {
    operandCount += 1
    guard operandCount <= LicenseExpression.maximumOperands else { throw failure(.tooMany(text.span(range))) }
    index += 1
    let idRange = range.lowerBound..<(orLater ? range.upperBound - 1 : range.upperBound)
    let license = LicenseReference(id: String(text.substring(idRange)), orLater: orLater, range: range)
    guard let with = current, with.kind == .with else { return .license(license) }
    index += 1
    guard let token = current, case .name = token.kind else {
      throw failure(.missingOperand("an exception is missing behind `WITH`", text.span(with.range)))
    }
    index += 1
    let exception = ExceptionReference(id: String(text.substring(token.range)), range: token.range)
    if let next = current, next.kind == .with { throw failure(.secondWith(text.span(next.range))) }
    return .with(license, exception: exception)
  }

  private var current: ExpressionToken? { index < tokens.count ? tokens[index] : nil }

  private mutating func advance(over kind: ExpressionToken.Kind) -> Bool {
    guard current?.kind == kind else { return false }
    index += 1
    return true
  }

  /// Points at the operator that has nothing to join.
  private func missingOperand() -> DiagnosticError {
    if let token = current, token.kind != .close {
      let word = text.substring(token.range)
      return failure(.missingOperand("a license is missing before `\(word)`", text.span(token.range)))
    }
    guard index > 0 else {
      guard let token = current else { return failure(.empty(text.span)) }
      return failure(.unopened(text.span(token.range)))
    }
    let token = tokens[index - 1]
    return failure(.missingOperand("a license is missing behind `\(text.substring(token.range))`", text.span(token.range)))
  }

  private func missingOperator(before token: ExpressionToken) -> DiagnosticError {
    let left = text.substring(tokens[index - 1].range)
    return failure(.missingOperator(left, text.substring(token.range), text.span(token.range)))
  }

  private func failure(_ diagnostic: Diagnostic) -> DiagnosticError { DiagnosticError(diagnostic) }
}

extension Diagnostic {
  fileprivate static func empty(_ span: SourceSpan) -> Self {
    Self(
      "expression-empty", .error, "the license expression is empty", labels: [.init(span)],
      help: "name a license, for example by its SPDX id")
  }

  fileprivate static func emptyGroup(_ span: SourceSpan) -> Self {
    Self(
      "expression-operand", .error, "nothing stands between the parentheses", labels: [.init(span, "a license is missing here")])
  }

  fileprivate static func missingOperand(_ message: String, _ span: SourceSpan) -> Self {
    Self("expression-operand", .error, message, labels: [.init(span, "joins nothing on one side")])
  }

  fileprivate static func missingOperator(_ left: Substring, _ right: Substring, _ span: SourceSpan) -> Self {
    Self(
      "expression-operator", .error, "`AND` or `OR` expected between `\(left)` and `\(right)`",
      labels: [.init(span, "no operator before this")],
      help: "write `OR` if one may be chosen, `AND` if both apply; an id has no blanks")
  }

  fileprivate static func withBehindGroup(_ span: SourceSpan) -> Self {
    Self(
      "expression-operator", .error, "`WITH` cannot follow a parenthesis", labels: [.init(span, "joins no single license")],
      help: "write the exception behind each license that it changes")
  }

  fileprivate static func secondWith(_ span: SourceSpan) -> Self {
    Self(
      "expression-operator", .error, "a license takes one exception", labels: [.init(span, "second `WITH`")],
      help: "write `A WITH first AND A WITH second` if both exceptions apply")
  }

  fileprivate static func unclosed(_ span: SourceSpan) -> Self {
    Self("expression-parenthesis", .error, "`(` is never closed", labels: [.init(span, "opened here")], help: "add `)`")
  }

  fileprivate static func unopened(_ span: SourceSpan) -> Self {
    Self("expression-parenthesis", .error, "`)` closes nothing", labels: [.init(span)], help: "remove it, or add `(`")
  }

  fileprivate static func tooLong(_ span: SourceSpan) -> Self {
    Self(
      "expression-limit", .error, "the license expression is longer than \(LicenseExpression.maximumLength) bytes",
      labels: [.init(span)])
  }

  fileprivate static func tooDeep(_ span: SourceSpan) -> Self {
    Self(
      "expression-limit", .error, "parentheses are nested deeper than \(LicenseExpression.maximumDepth)",
      labels: [.init(span, "one level too many")])
  }

  fileprivate static func tooMany(_ span: SourceSpan) -> Self {
    Self(
      "expression-limit", .error, "the expression names more than \(LicenseExpression.maximumOperands) licenses",
      labels: [.init(span, "one too many")])
  }
}
