/// What one does with a component (the closed list of the design contract, section 3).
package enum Act: String, Sendable, Hashable, CaseIterable {
  case run
  case host
  case embed
  case distribute
  case modify
  case train
  case trainOnOutputs = "train-on-outputs"
  case publishOutputs = "publish-outputs"
  case publishBenchmarks = "publish-benchmarks"
  case relicense
  case display

  /// What is done to a changed copy of the model, if what it puts out is held to be one.
  package var ofCarriedTerms: Act? {
    switch self {
    case .trainOnOutputs: .train
    case .publishOutputs: .distribute
    case .run, .host, .embed, .distribute, .modify, .train, .publishBenchmarks, .relicense, .display: nil
    }
  }

  fileprivate var bit: UInt16 {
    switch self {
    case .run: 1 << 0
    case .host: 1 << 1
    case .embed: 1 << 2
    case .distribute: 1 << 3
    case .modify: 1 << 4
    case .train: 1 << 5
    case .trainOnOutputs: 1 << 6
    case .publishOutputs: 1 << 7
    case .publishBenchmarks: 1 << 8
    case .relicense: 1 << 9
    case .display: 1 << 10
    }
  }
}

/// A set of acts in one word.
package struct ActSet: Hashable, Sendable, Sequence, ExpressibleByArrayLiteral {
  package var bits: UInt16

  package init(bits: UInt16) { self.bits = bits }
  package init(arrayLiteral acts: Act...) { self.init(acts) }
  package init(_ acts: some Sequence<Act>) { bits = acts.reduce(0) { $0 | $1.bit } }

  package static let all = ActSet(Act.allCases)
  /// Acts on what a model puts out.
  package static let onOutputs: ActSet = [.trainOnOutputs, .publishOutputs]

  package var isEmpty: Bool { bits == 0 }
  package func contains(_ act: Act) -> Bool { bits & act.bit != 0 }
  package mutating func insert(_ act: Act) { bits |= act.bit }
  package mutating func remove(_ act: Act) { bits &= ~act.bit }
  package func union(_ other: Self) -> Self { Self(bits: bits | other.bits) }
  package func intersection(_ other: Self) -> Self { Self(bits: bits & other.bits) }
  package func subtracting(_ other: Self) -> Self { Self(bits: bits & ~other.bits) }

  /// In the order of `Act.allCases`.
  package func makeIterator() -> IndexingIterator<[Act]> { Act.allCases.filter(contains).makeIterator() }
}
