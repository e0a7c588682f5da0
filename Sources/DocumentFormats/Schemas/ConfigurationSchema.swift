/// The JSON Schemas of `.licensecheck.yaml` and of files of waivers, for editors and other programs.
package enum ConfigurationSchema {
  /// JSON Schema, draft 2020-12, of the configuration.
  package static let text = opening + shared + ManifestSchema.closing

  /// The same of a file that `--waivers` names.
  package static let waivers = waiversOpening + shared + ManifestSchema.closing

  private static let shared = "\n" + decisions + "\n" + ManifestSchema.definitions + "\n"

  private static let opening = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:licensecheck:configuration:1",
      "title": ".licensecheck.yaml",
      "description": "What an organization states once for all its audits.",
      "type": ["object", "null"],
      "additionalProperties": false,
      "properties": {
        "extends": {"$ref": "#/$defs/texts", "description": "Files below the root of the repository, by their paths from this one."},
        "uses": {
          "type": ["object", "null"],
          "description": "Uses of your own, by name.",
          "additionalProperties": {
            "type": "object",
            "required": ["acts"],
            "additionalProperties": false,
            "properties": {
              "title": {"$ref": "#/$defs/text"},
              "acts": {"anyOf": [{"$ref": "#/$defs/act"}, {"type": "array", "items": {"$ref": "#/$defs/act"}}]},
              "commercial": {"type": "boolean"},
              "purpose": {"$ref": "#/$defs/purposes"}
            }
          }
        },
        "use": {"anyOf": [{"$ref": "#/$defs/use"}, {"type": "null"}]},
        "facts": {
          "anyOf": [{"$ref": "#/$defs/use"}, {"type": "null"}],
          "not": {"anyOf": [{"required": ["profile"]}, {"required": ["acts"]}]}
        },
        "assumptions": {
          "anyOf": [
            {"enum": ["strict", "default", "lenient", null]},
            {"type": "object", "additionalProperties": {"$ref": "#/$defs/text"}}
          ]
        },
        "policy": {
          "anyOf": [{"$ref": "#/$defs/policy"}, {"type": "array", "items": {"$ref": "#/$defs/policy"}}, {"type": "null"}]
        },
        "levels": {
          "type": ["object", "null"],
          "description": "By rule: how loudly it is told. Verdicts stay.",
          "additionalProperties": {"enum": ["error", "warning", "note", "off"]}
        },
        "files": {
          "type": ["object", "null"],
          "additionalProperties": false,
          "properties": {
            "include": {"$ref": "#/$defs/texts", "description": "Globs from the root of the repository."},
            "exclude": {"$ref": "#/$defs/texts"}
          }
        },
        "registries": {"$ref": "#/$defs/texts", "description": "Records of models and data sets, by their paths from this file."},
        "waivers": {"type": ["array", "null"], "items": {"$ref": "#/$defs/waiver"}},
        "waiver-days": {"$ref": "#/$defs/amount", "description": "How many days ahead a waiver may end; 366 unless stated."},
        "conclusions": {"type": ["array", "null"], "items": {"$ref": "#/$defs/conclusion"}}
      },
      "$defs": {
    """#

  private static let waiversOpening = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:licensecheck:waivers:1",
      "title": "Waivers and conclusions of licensecheck",
      "type": ["object", "null"],
      "additionalProperties": false,
      "properties": {
        "waivers": {"type": ["array", "null"], "items": {"$ref": "#/$defs/waiver"}},
        "conclusions": {"type": ["array", "null"], "items": {"$ref": "#/$defs/conclusion"}}
      },
      "$defs": {
    """#

  private static let decisions = #"""
        "texts": {"anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/text"}}, {"type": "null"}]},
        "hash": {"type": "string", "pattern": "^[0-9A-Fa-f]{64}$"},
        "policy": {
          "type": "object",
          "anyOf": [{"required": ["allowed"]}, {"required": ["review"]}, {"required": ["refused"]}, {"required": ["otherwise"]}],
          "additionalProperties": false,
          "properties": {
            "kinds": {
              "anyOf": [{"$ref": "#/$defs/kind"}, {"type": "array", "items": {"$ref": "#/$defs/kind"}}],
              "description": "The kinds of components it speaks of; all unless stated."
            },
            "uses": {"$ref": "#/$defs/texts", "description": "The uses it speaks of; all unless stated."},
            "allowed": {"$ref": "#/$defs/texts", "description": "A list that is complete unless `otherwise` says more."},
            "review": {"$ref": "#/$defs/texts"},
            "refused": {"$ref": "#/$defs/texts"},
            "otherwise": {"enum": ["allowed", "review", "refused"]}
          }
        },
        "kind": {"enum": ["code", "weights", "data", "documentation"]},
        "waiver": {
          "type": "object",
          "required": ["rule", "component", "reason", "approved-by", "until"],
          "additionalProperties": false,
          "properties": {
            "rule": {"$ref": "#/$defs/text", "description": "A rule (`licensecheck rules`) or a duty."},
            "component": {"$ref": "#/$defs/text", "description": "NAME@REVISION; without a revision it is reported as unpinned."},
            "use": {"$ref": "#/$defs/text", "description": "Narrows it to one use."},
            "reason": {"type": "string", "minLength": 10},
            "approved-by": {"$ref": "#/$defs/text"},
            "until": {"$ref": "#/$defs/date"},
            "text-sha256": {"$ref": "#/$defs/hash", "description": "Void when the license text changes."}
          }
        },
        "conclusion": {
          "type": "object",
          "required": ["component", "license", "reason", "approved-by", "date"],
          "additionalProperties": false,
          "properties": {
            "component": {"$ref": "#/$defs/text", "description": "NAME@REVISION"},
            "license": {"$ref": "#/$defs/text", "description": "What it is concluded to be under."},
            "reason": {"type": "string", "minLength": 10},
            "approved-by": {"$ref": "#/$defs/text"},
            "date": {"$ref": "#/$defs/date"},
            "text-sha256": {
              "anyOf": [{"$ref": "#/$defs/hash"}, {"type": "array", "items": {"$ref": "#/$defs/hash"}}],
              "description": "The texts that were read for it; void when one of them changes."
            }
          }
        },
    """#
}
