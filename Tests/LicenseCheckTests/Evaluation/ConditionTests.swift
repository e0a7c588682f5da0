import Licensing
import Testing

@Suite struct ConditionTests {
  // MARK: Grammar

  @Test(
    arguments: [
      ("commercial", .test(.commercial)),
      ("outputs.train.related", .test(.output(.related))), ("outputs.train.competitive", .test(.output(.competitive))),
      ("outputs.train.similar", .test(.output(.similar))), ("outputs.train.distributed", .test(.output(.distributed))),
      ("purpose within [research, evaluation]", .test(.purpose(.within, [.research, .evaluation]))),
      ("purpose touches [production]", .test(.purpose(.touches, [.production]))),
      ("purpose has internal-business", .test(.purpose(.touches, [.internalBusiness]))),
      ("kind in [weights, data]", .test(.kind([.weights, .data]))), ("kind = weights", .test(.kind([.weights]))),
      ("kind != code", .not(.test(.kind([.code])))),
      ("actor.kind in [academic, non-profit]", .test(.actorKind([.academic, .nonProfit]))),
      ("actor.domicile in [EU]", .test(.domicile(["EU"]))), ("actor.domicile in [KR, EU]", .test(.domicile(["EU", "KR"]))),
      ("regions touches [EU, GB, KR]", .test(.places(.regions, .touches, ["EU", "GB", "KR"]))),
      ("regions within [US]", .test(.places(.regions, .within, ["US"]))),
      ("outputRegions touches [WORLD]", .test(.places(.outputRegions, .touches, ["WORLD"]))),
      ("modality within [text]", .test(.modality(.within, ["text"]))),
      ("modality touches [image, 3d]", .test(.modality(.touches, ["image", "3d"]))),
      ("receivedAs = integrated-product", .test(.receivedAs(.integratedProduct))),
      ("fields touches [military, weapons]", .test(.fields(.touches, ["military", "weapons"]))),
      ("field(medical-advice, licensed no)", .test(.field("medical-advice", qualifiers: ["licensed": false]))),
      ("field(military)", .test(.field("military", qualifiers: [:]))),
      (
        "field(automated-decisions, fullyAutomated yes, humanOversight no)",
        .test(.field("automated-decisions", qualifiers: ["fullyAutomated": true, "humanOversight": false]))
      ),
      ("litigation(any)", .test(.litigation(.any, first: nil, against: nil))),
      ("litigation(patent, first yes)", .test(.litigation(.patent, first: true, against: nil))),
      (
        "litigation(copyright, against licensor, first no)",
        .test(.litigation(.copyright, first: false, against: .licensor))
      ),
      ("assuming(hosting-is-making-available)", .test(.assuming("hosting-is-making-available"))),
      ("outputs.train.student touches [llm, generative]", .test(.student(.touches, [.llm, .generative]))),
      ("NonCommercial", .word("NonCommercial")),
    ] as [(String, Condition)])
  func `every form of the language is read`(text: String, condition: Condition) throws {
    #expect(try ConditionParser.parse(text) == condition)
  }

  @Test(
    arguments: [
      (
        "actor.monthlyActiveUsers(group, on 2024-07-23) > 700_000_000",
        .metric(.monthlyActiveUsers, .group, on: day("2024-07-23"), .greater, 700_000_000)
      ),
      ("actor.annualRevenueUSD(licensee) >= 1_000_000", .metric(.annualRevenue, .licensee, on: nil, .atLeast, 1_000_000)),
      ("actor.monthlyRevenueUSD(product) < 20.5", .metric(.monthlyRevenue, .product, on: nil, .less, 20.5)),
      ("actor.monthlyActiveUsers(product) <= 7", .metric(.monthlyActiveUsers, .product, on: nil, .atMost, 7)),
    ] as [(String, Licensing.Test)])
  func `a threshold has a scope, a comparison, and a day where the text measures on one`(text: String, test: Licensing.Test)
    throws
  {
    #expect(try ConditionParser.parse(text) == .test(test))
  }

  @Test func `not binds closest, then and, then or, and parentheses come first`() throws {
    let commercial = Condition.test(.commercial)
    let weights = Condition.test(.kind([.weights]))
    let related = Condition.test(.output(.related))
    #expect(
      try ConditionParser.parse("commercial or kind = weights and not outputs.train.related")
        == .either(commercial, .both(weights, .not(related))))
    #expect(
      try ConditionParser.parse("not (commercial or kind = weights) and outputs.train.related")
        == .both(.not(.either(commercial, weights)), related))
    #expect(try ConditionParser.parse("not not commercial") == commercial)
    #expect(try ConditionParser.parse(" commercial\n and\tcommercial ") == .both(commercial, commercial))
  }

  @Test(arguments: [
    ("", 0, "a condition expected at the end"),
    ("commercial or", 13, "a condition expected at the end"),
    ("commercial commercial", 11, "unexpected `commercial`"),
    ("(commercial", 11, "`)` expected at the end"),
    ("(commercial]", 11, "`)` expected, not `]`"),
    ("> 5", 0, "a condition expected, not `>`"),
    ("comercial", 0, "unknown fact `comercial`"),
    ("commercial & commercial", 11, "this character has no place in a condition"),
    ("commercial and é", 15, "this character has no place in a condition"),
    ("purpose = fun", 10, "`fun` is no value of this fact"),
    ("purpose is [research]", 8, "`in`, `touches`, `within` or `=` expected, not `is`"),
    ("purpose within research", 15, "`[` expected, not `research`"),
    ("purpose within [research", 24, "`]` expected at the end"),
    ("purpose within []", 16, "`]` is no value of this fact"),
    ("actor.domicile in [eu]", 19, "`eu` is no value of this fact"),
    ("modality within [smell]", 17, "`smell` is no value of this fact"),
    ("receivedAs in [direct]", 11, "`=` expected, not `in`"),
    ("actor.monthlyActiveUsers > 5", 25, "`(` expected, not `>`"),
    ("actor.monthlyActiveUsers(world) > 5", 25, "`world` is no value of this fact"),
    ("actor.monthlyActiveUsers(group, on 2024-02-30) > 5", 35, "`2024-02-30` is no date (YYYY-MM-DD)"),
    ("actor.monthlyActiveUsers(group, 2024-02-03) > 5", 32, "`on` expected, not `2024-02-03`"),
    ("actor.monthlyActiveUsers(group) = 5", 32, "`>`, `>=`, `<` or `<=` expected, not `=`"),
    ("actor.monthlyActiveUsers(group) > many", 34, "a number expected, not `many`"),
    ("actor.monthlyActiveUsers(group) > 1.2.3", 34, "a number expected, not `1.2.3`"),
    ("field(military, loud yes)", 16, "unknown qualifier `loud`"),
    ("field(military, licensed maybe)", 25, "`yes` or `no` expected, not `maybe`"),
    ("litigation(tort)", 11, "`tort` is no value of this fact"),
    ("litigation(any, second yes)", 16, "`first` or `against` expected, not `second`"),
    ("litigation(any, against nobody)", 24, "`nobody` is no value of this fact"),
  ])
  func `a mistake is told with its place`(text: String, offset: Int, message: String) {
    #expect(mistake(in: text) == "\(offset): \(message)")
  }

  private func mistake(in text: String) -> String? {
    do throws(ConditionError) {
      _ = try ConditionParser.parse(text)
      return nil
    } catch {
      return "\(error.offset): \(error.message)"
    }
  }

  @Test func `a condition may neither nest nor run on without end`() throws {
    let nested = String(repeating: "(", count: 900) + "commercial" + String(repeating: ")", count: 900)
    #expect(mistake(in: nested) == "63: nested too deeply")
    let negated = String(repeating: "not ", count: 4_000) + "commercial"
    #expect(mistake(in: negated)?.hasSuffix("too long a condition") == true)
    let long = Array(repeating: "commercial", count: 100_000).joined(separator: " or ")
    #expect(mistake(in: long)?.hasSuffix("too long a condition") == true)
  }

  @Test func `words that stand for words do not grow without end`() throws {
    var meanings: [String: Condition] = [:]
    for index in 0..<15 {
      let next = Condition.word("W\(index + 1)")
      meanings["W\(index)"] = (0..<8).reduce(next) { sum, _ in .either(sum, next) }
    }
    meanings["W15"] = .test(.commercial)
    #expect(!Condition.word("W0").resolved(meanings).words.isEmpty)
    #expect(Condition.word("W13").resolved(meanings).words.isEmpty)
    meanings["Loop"] = .not(.word("Loop"))
    #expect(Condition.word("Loop").resolved(meanings).words == ["Loop"])
  }

  // MARK: Truth

  private func truth(_ text: String, _ circumstances: Circumstances) throws -> Truth {
    var open = OpenTests()
    let condition = try ConditionParser.parse(text)
    let truth = condition.truth(in: circumstances, open: &open)
    #expect(open.tests.isEmpty == (truth != .unknown), "an unknown condition names what would settle it, a known one nothing")
    #expect(open.tests.allSatisfy(condition.tests.contains))
    return truth
  }

  private func truth(_ text: String, _ change: (inout UseFacts) -> Void = { _ in }) throws -> Truth {
    var facts = UseFacts()
    change(&facts)
    return try truth(text, .of(facts))
  }

  @Test func `not, and, or follow the strong Kleene tables`() throws {
    let tables: [(Truth, Truth, both: Truth, either: Truth)] = [
      (.no, .no, .no, .no), (.no, .unknown, .no, .unknown), (.no, .yes, .no, .yes),
      (.unknown, .unknown, .unknown, .unknown), (.unknown, .yes, .unknown, .yes), (.yes, .yes, .yes, .yes),
    ]
    for (first, second, both, either) in tables {
      for (one, other) in [(first, second), (second, first)] {
        #expect((one && other) == both)
        #expect((one || other) == either)
        let found = try truth("commercial and outputs.train.related") {
          $0.commercial = one
          $0.outputsRelated = other
        }
        #expect(found == both)
      }
    }
    #expect(!Truth.no == .yes && !Truth.unknown == .unknown && !Truth.yes == .no)
  }

  @Test func `only what is missing and still decides is asked`() throws {
    var open = OpenTests()
    let condition = try ConditionParser.parse("(commercial or outputs.train.related) and outputs.train.similar")
    var facts = UseFacts()
    facts.outputsRelated = .yes
    #expect(condition.truth(in: .of(facts), open: &open) == .unknown)
    #expect(open.tests == [.output(.similar)])
    open = OpenTests()
    facts.outputsSimilar = .no
    #expect(condition.truth(in: .of(facts), open: &open) == .no)
    #expect(open.tests.isEmpty)
  }

  @Test(arguments: [
    ("product", 800, "group", Truth.yes), ("product", 80, "group", .unknown), ("product", 80, "licensee", .unknown),
    ("product", 80, "product", .no), ("licensee", 800, "group", .yes), ("licensee", 800, "product", .unknown),
    ("licensee", 80, "product", .no), ("group", 800, "product", .unknown), ("group", 80, "product", .no),
    ("group", 80, "licensee", .no), ("group", 800, "group", .yes),
  ])
  func `a product is no larger than the licensee, and the licensee no larger than the group`(
    stated: String, value: Double, asked: String, expected: Truth
  ) throws {
    let found = try truth("actor.monthlyActiveUsers(\(asked)) > 700") { facts in
      facts.monthlyActiveUsers.scoped[MeasureScope(rawValue: stated) ?? .product] = [.init(date: nil, value: value)]
    }
    #expect(found == expected)
  }

  @Test(arguments: [
    (">", 699, Truth.no), (">", 700, .no), (">", 701, .yes), (">=", 699, .no), (">=", 700, .yes), ("<", 700, .no),
    ("<", 699, .yes),
    ("<=", 700, .yes), ("<=", 701, .no),
  ])
  func `a number that holds for every scope decides each comparison`(sign: String, value: Double, expected: Truth) throws {
    for scope in MeasureScope.allCases {
      #expect(
        try truth("actor.annualRevenueUSD(\(scope.rawValue)) \(sign) 700") { $0.annualRevenue = Measure(value) } == expected)
    }
    #expect(try truth("actor.annualRevenueUSD(group) \(sign) 700") == .unknown)
  }

  @Test(arguments: [
    ("2024-01-31", Truth.unknown), ("2024-02-01", .no), ("2024-06-30", .no), ("2024-07-01", .yes), ("2025-01-01", .yes),
  ])
  func `a dated value holds from its day to the next entry, and nothing is known before the first`(date: String, expected: Truth)
    throws
  {
    for entries in [[("2024-02-01", 10.0), ("2024-07-01", 1_000)], [("2024-07-01", 1_000), ("2024-02-01", 10)]] {
      let dated = entries.map { Measure.Entry(date: day($0.0), value: $0.1) }
      let test = "actor.monthlyActiveUsers(group, on \(date)) > 700"
      #expect(try truth(test) { $0.monthlyActiveUsers.everyScope = dated } == expected)
      #expect(try truth(test) { $0.monthlyActiveUsers.scoped[.group] = dated } == expected)
    }
  }

  @Test func `a test without a date looks at today`() throws {
    let entries = [Measure.Entry(date: day("2025-05-31"), value: 10), .init(date: day("2025-06-02"), value: 1_000)]
    #expect(try truth("actor.monthlyRevenueUSD(group) > 700") { $0.monthlyRevenue.everyScope = entries } == .no)
  }

  @Test(arguments: [
    ("DE", "actor.domicile in [EU]", Truth.yes), ("NO", "actor.domicile in [EU]", .no), ("NO", "actor.domicile in [EEA]", .yes),
    ("EU", "actor.domicile in [EEA]", .yes), ("EU", "actor.domicile in [DE]", .unknown),
    ("EU", "actor.domicile in [US, KR]", .no),
    ("DE", "actor.domicile in [WORLD]", .yes), ("GB", "actor.domicile in [EU, GB]", .yes),
  ])
  func `the home of the user is one country, though only its group may be stated`(home: String, test: String, expected: Truth)
    throws
  {
    #expect(try truth(test) { $0.domicile = home } == expected)
  }

  @Test(arguments: [
    (["US", "DE"], "regions touches [EU]", Truth.yes), (["US", "KR"], "regions touches [EU]", .no),
    (["US", "DE"], "regions within [US]", .no), (["US"], "regions within [US]", .yes), (["WORLD"], "regions touches [KR]", .yes),
    (["WORLD"], "regions within [EU]", .no), (["EU"], "regions within [EEA]", .yes), (["FR"], "regions within [WORLD]", .yes),
  ])
  func `a ban touches some place of use, a grant needs all of them`(regions: [String], test: String, expected: Truth) throws {
    #expect(try truth(test) { $0.regions = regions } == expected)
    #expect(try truth(test) { $0.outputRegions = regions } == .unknown)
    #expect(try truth(test.replacing("regions", with: "outputRegions")) { $0.outputRegions = regions } == expected)
  }

  @Test func `an empty purpose or place says nothing, but an empty set of fields or students says none`() throws {
    #expect(try truth("purpose within [research]") { $0.purpose = [] } == .unknown)
    #expect(try truth("regions within [US]") { $0.regions = [] } == .unknown)
    #expect(try truth("outputRegions touches [US]") { $0.outputRegions = [] } == .unknown)
    var circumstances = Circumstances.of(UseFacts())
    circumstances.modality = []
    #expect(try truth("modality within [text]", circumstances) == .unknown)
    #expect(try truth("fields touches [military]") { $0.fields = [] } == .no)
    #expect(try truth("outputs.train.student touches [llm]") { $0.student = [] } == .no)
  }

  @Test func `what nobody stated is unknown`() throws {
    for test in [
      "commercial", "purpose within [research]", "actor.kind in [company]", "actor.domicile in [EU]", "regions touches [EU]",
      "outputRegions within [US]", "modality within [text]", "receivedAs = direct", "actor.monthlyActiveUsers(group) > 5",
      "outputs.train.related", "outputs.train.student touches [llm]", "fields touches [military]", "field(military)",
      "litigation(any)",
    ] {
      #expect(try truth(test) == .unknown)
      #expect(try truth("not \(test)") == .unknown)
    }
    #expect(try truth("kind = weights") == .yes)
    #expect(try truth("assuming(hosting-is-making-available)") == .no)
  }

  @Test func `a component says itself how it was received`() throws {
    var circumstances = Circumstances.of(UseFacts())
    circumstances.facts.receivedAs = .direct
    #expect(try truth("receivedAs = integrated-product", circumstances) == .no)
    circumstances.receivedAs = .integratedProduct
    #expect(try truth("receivedAs = integrated-product", circumstances) == .yes)
  }

  @Test(
    arguments: [
      ([:], Truth.unknown), (["licensed": true], .no), (["licensed": false], .yes), (["humanOversight": true], .unknown),
    ] as [([String: Bool], Truth)])
  func `a qualifier that nobody stated is unknown`(qualifiers: [String: Bool], expected: Truth) throws {
    let uses = [FieldOfUse("medical-advice", qualifiers: qualifiers)]
    #expect(try truth("field(medical-advice, licensed no)") { $0.fields = uses } == expected)
    #expect(try truth("field(medical-advice)") { $0.fields = uses } == .yes)
    #expect(try truth("fields touches [medical-advice]") { $0.fields = uses } == .yes)
    #expect(try truth("field(legal-advice, licensed no)") { $0.fields = uses } == .no)
  }

  @Test(arguments: [
    ("litigation(any)", Suit.Claim.copyright, Truth.yes), ("litigation(patent)", .copyright, .no),
    ("litigation(patent)", .patent, .yes),
    ("litigation(patent)", .any, .yes), ("litigation(copyright)", .patent, .no), ("litigation(copyright)", .any, .yes),
    ("litigation(patent, first yes)", .patent, .unknown), ("litigation(patent, first yes)", .copyright, .no),
    ("litigation(any, against licensor)", .patent, .unknown),
  ])
  func `a suit is met by its claim, and what it does not say of itself is unknown`(
    test: String, claim: Suit.Claim, expected: Truth
  ) throws {
    let suit = Suit(claim: claim, about: "model", against: nil, first: nil)
    #expect(try truth(test) { $0.litigation = [suit] } == expected)
  }

  @Test(
    arguments: [
      ("model", Truth.yes), ("outputs", .yes), ("other", .no), (nil, .unknown),
    ] as [(String?, Truth)])
  func `a suit concerns the component it names, and all of them if it names outputs`(about: String?, expected: Truth) throws {
    let suit = Suit(claim: .patent, about: about, against: .licensor, first: true)
    #expect(try truth("litigation(patent, first yes, against licensor)") { $0.litigation = [suit] } == expected)
    #expect(try truth("litigation(patent)") { $0.litigation = [] } == .no)
  }
}
