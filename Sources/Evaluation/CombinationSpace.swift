import Inventory

/// Every choice of components that an inventory leaves open: the combination as written, and what alternatives make of it.
///
/// A replacement takes the place of a component: what came from the old one comes from the new one. What only the old one came
/// from goes with it, so that nobody's parent is not taken for something that is released.
package struct CombinationSpace: Sendable {
  /// One component for which others may stand.
  package struct Choice: Sendable {
    package var component: String
    /// What may take its place; the first of each list does, the others are what it came from.
    package var options: [[Component]]

    package init(component: String, options: [[Component]]) {
      self.component = component
      self.options = options
    }
  }

  /// How many combinations are judged at most.
  package static let limit = 10_000

  package let written: [Component]
  package let choices: [Choice]
  /// For each combination and choice, which option is taken; `nil` leaves the component as written. As written comes first, then
  /// those that change one component, then two, and so on.
  package let combinations: [[Int?]]
  /// Whether there are more combinations than `limit`.
  package let isLimited: Bool
  private let roots: Set<String>

  package init(written: [Component], choices: [Choice], limit: Int = Self.limit) {
    let places = Dictionary(grouping: choices, by: \.component)
    let merged = places.keys.sorted().map { id in Choice(component: id, options: (places[id] ?? []).flatMap(\.options)) }
    let open = merged.filter { choice in !choice.options.isEmpty && written.contains { $0.id == choice.component } }
    self.choices = open
    (combinations, isLimited) = Self.enumerate(open, limit: max(1, limit))
    // What only alternatives name is not part of the whole as written.
    let isNamed = Set(written.flatMap { $0.lineage.map(\.target.value) })
    self.written = written
    roots = Set(written.lazy.map(\.id).filter { !isNamed.contains($0) })
  }

  /// The components of a combination.
  package func components(_ combination: [Int?]) -> [Component] {
    var substitutes: [String: [Component]] = [:]
    for (choice, option) in zip(choices, combination) {
      if let option { substitutes[choice.component] = choice.options[option] }
    }
    return replacing(substitutes)
  }

  /// The components as written with some of them replaced; an empty list drops a component with every edge to it.
  package func replacing(_ substitutes: [String: [Component]]) -> [Component] {
    guard !substitutes.isEmpty else { return written }
    var result: [Component] = []
    var ids: Set<String> = []
    func keep(_ component: Component) {
      guard ids.insert(component.id).inserted else { return }
      var kept = component
      kept.lineage = component.lineage.compactMap { edge in
        guard let substitute = substitutes[edge.target.value] else { return edge }
        guard let first = substitute.first else { return nil }
        var edge = edge
        edge.target.value = first.id
        return first.id == component.id ? nil : edge
      }
      result.append(kept)
    }
    for component in written where substitutes[component.id] == nil { keep(component) }
    for id in substitutes.keys.sorted() { for component in substitutes[id] ?? [] { keep(component) } }
    let starts = roots.compactMap { root in substitutes[root].map { $0.first?.id } ?? root }
    return Self.reached(result, from: starts)
  }

  /// Only what the given components come from, in the order given. Circles that no root reaches stay as they are.
  private static func reached(_ components: [Component], from starts: [String]) -> [Component] {
    guard !starts.isEmpty else { return components }
    let parents = Dictionary(components.map { ($0.id, $0.lineage.map(\.target.value)) }) { first, _ in first }
    var seen = Set(starts)
    var open = starts
    while let next = open.popLast() {
      for parent in parents[next] ?? [] where seen.insert(parent).inserted { open.append(parent) }
    }
    return components.filter { seen.contains($0.id) }
  }

  private static func enumerate(_ choices: [Choice], limit: Int) -> (combinations: [[Int?]], isLimited: Bool) {
    var found: [[Int?]] = []
    var taken = [Int?](repeating: nil, count: choices.count)
    /// All ways to change so many of the choices from `first` on; false when there is no more room.
    func fill(_ first: Int, _ changes: Int) -> Bool {
      guard changes > 0 else {
        guard found.count < limit else { return false }
        found.append(taken)
        return true
      }
      guard first + changes <= choices.count else { return true }
      for place in first...(choices.count - changes) {
        for option in choices[place].options.indices {
          taken[place] = option
          defer { taken[place] = nil }
          guard fill(place + 1, changes - 1) else { return false }
        }
      }
      return true
    }
    for changes in 0...choices.count {
      guard fill(0, changes) else { return (found, true) }
    }
    return (found, false)
  }
}
