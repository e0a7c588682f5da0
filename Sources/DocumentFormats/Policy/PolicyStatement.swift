import Diagnostics
import Documents
import Inventory
import Licensing

/// What an organization allows, reviews and refuses, whatever the law says: one entry of `policy`.
package struct PolicyStatement: Sendable, Equatable {
  /// Which answer a license gets that no list names.
  package enum Answer: String, Sendable, Hashable, CaseIterable { case allowed, review, refused }

  /// The kinds of components it speaks of; empty for all.
  package var kinds: Set<ComponentKind> = []
  /// The uses it speaks of; empty for all.
  package var uses: [Located<String>] = []
  package var lists: [Answer: [Located<String>]] = [:]
  /// For what no list names; a list of what is allowed is complete unless this says otherwise.
  package var otherwise: Answer
  package var span: SourceSpan

  package static let keys = ["kinds", "uses", "allowed", "review", "refused", "otherwise"]
}

/// Which files of a folder are looked at: `files:` with globs from the root of the repository.
package struct FileSelection: Sendable, Equatable {
  package var include: [Located<String>] = []
  package var exclude: [Located<String>] = []

  package static let keys = ["include", "exclude"]

  package init() {}
}

extension ManifestReader {
  /// One entry, or a list of them.
  mutating func readPolicy(_ node: DocumentNode) -> [PolicyStatement] {
    if node.kind == .object { return readPolicyEntry(node).map { [$0] } ?? [] }
    return (nodes.list(node, "`policy`") ?? []).compactMap { readPolicyEntry($0) }
  }

  private mutating func readPolicyEntry(_ node: DocumentNode) -> PolicyStatement? {
    guard let fields = nodes.object(node, "an entry of `policy`", keys: PolicyStatement.keys) else { return nil }
    var lists: [PolicyStatement.Answer: [Located<String>]] = [:]
    for answer in PolicyStatement.Answer.allCases {
      guard let list = fields[answer.rawValue] else { continue }
      lists[answer] = readTexts(list, "`\(answer.rawValue)`")
    }
    let standard: PolicyStatement.Answer = lists[.allowed] == nil ? .allowed : .review
    let otherwise: PolicyStatement.Answer = fields["otherwise"].flatMap { nodes.choice($0, "`otherwise`") } ?? standard
    var entry = PolicyStatement(lists: lists, otherwise: otherwise, span: node.span.firstLine)
    if let kinds = fields["kinds"] { entry.kinds = nodes.choices(kinds, "`kinds`") ?? [] }
    if let uses = fields["uses"] { entry.uses = readTexts(uses, "`uses`") }
    if lists.isEmpty, fields["otherwise"] == nil {
      nodes.report(
        .missingKey("allowed", "an entry of `policy`", node.span.opening, help: "add `allowed`, `review` or `refused`"))
    }
    return entry
  }

  mutating func readTexts(_ node: DocumentNode, _ what: String) -> [Located<String>] {
    (nodes.listOrOne(node, what) ?? []).compactMap { nodes.string($0, what) }
  }

  /// `RULE: error | warning | note | off`; the names of rules are checked by who knows them.
  mutating func readLevels(_ node: DocumentNode) -> [(rule: Located<String>, level: FindingLevel)] {
    guard node.kind == .object else {
      nodes.report(.wrongType("`levels`", "an object", node))
      return []
    }
    return node.members.compactMap { member in
      let level: FindingLevel? = nodes.choice(member.value, "the level of \(member.key.value.quoted)")
      return level.map { (member.key, $0) }
    }
  }

  mutating func readFileSelection(_ node: DocumentNode) -> FileSelection? {
    guard let fields = nodes.object(node, "`files`", keys: FileSelection.keys) else { return nil }
    var selection = FileSelection()
    if let include = fields["include"] { selection.include = readTexts(include, "`include`") }
    if let exclude = fields["exclude"] { selection.exclude = readTexts(exclude, "`exclude`") }
    return selection
  }

  static let profileKeys = ["title", "acts", "commercial", "purpose"]

  /// Uses of the organization's own, by name.
  mutating func readProfiles(_ node: DocumentNode) -> [Located<UseProfile>] {
    guard node.kind == .object else {
      nodes.report(.wrongType("`uses`", "an object", node))
      return []
    }
    return node.members.compactMap { member in
      let what = "the use \(member.key.value.quoted)"
      guard let fields = nodes.object(member.value, what, keys: Self.profileKeys),
        let node = required(fields, "acts", what), let acts: Set<Act> = nodes.choices(node, "`acts`")
      else { return nil }
      let purpose: Set<Purpose>? = fields["purpose"].flatMap { nodes.choices($0, "`purpose`") }
      let title = fields["title"].flatMap { nodes.string($0, "`title`") }?.value ?? "a use of the organization"
      let profile = UseProfile(
        id: member.key.value, title: title, acts: ActSet(acts),
        commercial: fields["commercial"].flatMap { nodes.bool($0, "`commercial`") }, purpose: purpose)
      return Located(profile, member.key.span)
    }
  }
}
