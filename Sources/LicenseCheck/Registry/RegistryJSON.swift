import Documents
import LicenseCatalog
import Licensing

/// Known assets as JSON: `licensecheck.registry/1`.
enum RegistryJSON {
  static func list(_ all: [AssetFacts], _ sources: [any AssetSource]) -> String {
    document { writer in
      writer.array("assets") { writer in
        for facts in all { asset(facts, &writer) }
      }
    }
  }

  static func resolved(_ found: [(id: String, facts: [AssetFacts])], _ sources: [any AssetSource]) -> String {
    document { writer in
      writer.array("ids") { writer in
        for (id, facts) in found {
          writer.object { writer in
            writer.member("id", id)
            writer.array("assets") { writer in
              for item in facts { asset(item, &writer) }
            }
          }
        }
      }
    }
  }

  private static func document(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("schema", "licensecheck.registry/1")
      body(&writer)
    }
    writer.newline()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func asset(_ facts: AssetFacts, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", facts.id.value)
      writer.member("kind", facts.kind.rawValue)
      writer.array("licenses") { writer in
        for name in facts.licenseNames { license(name, &writer) }
      }
      writer.member("modality", (facts.modality ?? []).sorted())
      writer.array("parents") { writer in
        for parent in facts.parents {
          writer.object { writer in
            writer.member("id", parent.id.value)
            writer.member("relationship", parent.relationship.rawValue)
          }
        }
      }
      optional("created", facts.created.map { "\($0)" }, &writer)
      writer.member("source", facts.source)
      let origin = AssetOrigin.of(facts.source, in: AssetOrigin.table(ShippedCatalog.catalog))
      optional("sourceTitle", origin?.title, &writer)
      optional("sourceDate", origin?.date, &writer)
      optional("sourceLicense", origin?.license, &writer)
      writer.member("path", facts.span.file.path)
      writer.member("line", facts.span.start.line)
    }
  }

  private static func license(_ name: String, _ writer: inout JSONWriter) {
    let meaning = LicenseMeaning(name)
    writer.object { writer in
      writer.member("name", name)
      writer.member("meaning", meaning.kind)
      writer.member("ids", meaning.ids)
    }
  }

  private static func optional(_ key: String, _ text: String?, _ writer: inout JSONWriter) {
    if let text {
      writer.member(key, text)
    } else {
      writer.key(key)
      writer.null()
    }
  }
}
