import Diagnostics
import Evaluation
import Inventory
import Licensing
import Testing

@Suite struct CombinationTests {
  private func component(_ id: String, from parents: [String] = []) -> Component {
    let file = SourceFile(path: "m.json", bytes: Array("m".utf8))
    var component = Component(id: id, kind: .weights)
    component.lineage = parents.map {
      Lineage(target: Located($0, SourceSpan(file, 0..<1)), relationship: .fineTunedFrom)
    }
    return component
  }

  private var written: [Component] {
    [component("bot", from: ["base", "data"]), component("base", from: ["root"]), component("root"), component("data")]
  }

  @Test func `the combination as written comes first, then those with the fewest changes`() {
    let space = CombinationSpace(
      written: written,
      choices: [
        .init(component: "data", options: [[component("d1")], [component("d2")]]),
        .init(component: "base", options: [[component("b1")]]),
      ])
    let ids = space.combinations.map { space.components($0).map(\.id).sorted().joined(separator: " ") }
    #expect(
      ids == [
        "base bot data root", "b1 bot data", "base bot d1 root", "base bot d2 root", "b1 bot d1", "b1 bot d2",
      ])
    #expect(!space.isLimited)
  }

  @Test func `what came from the old component comes from the new one, and ancestors of the old one alone go with it`() throws {
    let space = CombinationSpace(
      written: written, choices: [.init(component: "base", options: [[component("b1", from: ["other"]), component("other")]])])
    let components = space.components([0])
    #expect(Set(components.map(\.id)) == ["bot", "data", "b1", "other"])
    let bot = try #require(components.first { $0.id == "bot" })
    #expect(bot.lineage.map(\.target.value) == ["b1", "data"])
  }

  @Test func `a component that is dropped takes its edges along`() throws {
    let space = CombinationSpace(written: written, choices: [])
    let components = space.replacing(["data": []])
    #expect(Set(components.map(\.id)) == ["bot", "base", "root"])
    #expect(components.first { $0.id == "bot" }?.lineage.map(\.target.value) == ["base"])
  }

  @Test func `more combinations than the bound are cut, and that is told`() {
    let choices = (0..<14).map { CombinationSpace.Choice(component: "c\($0)", options: [[component("x\($0)")]]) }
    let space = CombinationSpace(written: (0..<14).map { component("c\($0)") }, choices: choices)
    #expect(space.isLimited && space.combinations.count == CombinationSpace.limit)
    #expect(space.combinations.first?.allSatisfy { $0 == nil } == true)
    #expect(space.combinations[1..<15].allSatisfy { $0.filter { $0 != nil }.count == 1 })
  }

  @Test func `a choice for what is not there, or without an option, is none`() {
    let space = CombinationSpace(
      written: written,
      choices: [.init(component: "strange", options: [[component("s1")]]), .init(component: "data", options: [])])
    #expect(space.choices.isEmpty && space.combinations.count == 1)
  }

  @Test func `the order of choices and components changes nothing`() {
    let choices = [
      CombinationSpace.Choice(component: "data", options: [[component("d1")]]),
      CombinationSpace.Choice(component: "base", options: [[component("b1")]]),
    ]
    let one = CombinationSpace(written: written, choices: choices)
    let two = CombinationSpace(written: written.reversed(), choices: choices.reversed())
    #expect(one.combinations == two.combinations)
    for combination in one.combinations {
      #expect(Set(one.components(combination).map(\.id)) == Set(two.components(combination).map(\.id)))
    }
  }
}
