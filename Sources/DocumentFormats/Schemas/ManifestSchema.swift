/// The JSON Schema of the manifest, for editors and other programs; the reader itself says more.
package enum ManifestSchema {
  /// JSON Schema, draft 2020-12.
  package static let text = opening + definitions + "\n" + closing

  private static let opening = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:licensecheck:manifest:1",
      "title": "licensecheck manifest, version 1",
      "description": "What a release is made of, and what it is to be used for.",
      "type": "object",
      "required": ["manifest", "components"],
      "additionalProperties": false,
      "properties": {
        "$schema": {"type": "string"},
        "manifest": {"const": 1, "description": "The version of this format."},
        "name": {"$ref": "#/$defs/text"},
        "version": {"type": ["string", "number"]},
        "components": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/component"}},
        "alternatives": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["component", "replaceWith"],
            "additionalProperties": false,
            "properties": {
              "component": {"$ref": "#/$defs/text", "description": "The id of a component that could be replaced."},
              "replaceWith": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/component"}}
            }
          }
        },
        "use": {"$ref": "#/$defs/use"}
      },
      "$defs": {

    """#

  /// Words that the schemas of other files share; the last of them without a comma behind it.
  static let definitions = #"""
        "text": {"type": "string", "pattern": "\\S"},
        "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "amount": {"type": "number", "minimum": 0, "maximum": 1e15},
        "place": {"type": "string", "pattern": "^([A-Z]{2}|EEA|WORLD)$", "description": "ISO 3166 code, EU, EEA or WORLD."},
        "places": {"anyOf": [{"$ref": "#/$defs/place"}, {"type": "array", "items": {"$ref": "#/$defs/place"}}]},
        "purpose": {"enum": ["research", "evaluation", "internal-business", "production"]},
        "purposes": {"anyOf": [{"$ref": "#/$defs/purpose"}, {"type": "array", "items": {"$ref": "#/$defs/purpose"}}]},
        "agent": {"enum": ["us", "upstream"]},
        "receivedAs": {"enum": ["direct", "integrated-product"]},
        "modality": {"enum": ["text", "image", "audio", "video", "3d", "other"]},
        "component": {
          "type": "object",
          "required": ["id"],
          "anyOf": [{"required": ["kind"]}, {"required": ["mofComponent"]}],
          "additionalProperties": false,
          "properties": {
            "id": {"$ref": "#/$defs/text", "description": "Unique in the manifest; others refer to it."},
            "kind": {
              "$ref": "#/$defs/text",
              "description": "code, weights, data or documentation, or a component of the Model Openness Framework."
            },
            "name": {"$ref": "#/$defs/text", "description": "The name the world knows it by, such as a Hub id."},
            "version": {"type": ["string", "number"]},
            "license": {"$ref": "#/$defs/text", "description": "SPDX expression, Hub id, catalog id or an alias of one."},
            "licenseFile": {"$ref": "#/$defs/text", "description": "Path of the license text, relative to the manifest."},
            "card": {"$ref": "#/$defs/text", "description": "Path of the model or data set card, relative to the manifest."},
            "modality": {
              "anyOf": [{"$ref": "#/$defs/modality"}, {"type": "array", "items": {"$ref": "#/$defs/modality"}}]
            },
            "owner": {"$ref": "#/$defs/agent", "description": "us: our own work, which needs no license."},
            "receivedAs": {"$ref": "#/$defs/receivedAs"},
            "mofComponent": {"$ref": "#/$defs/text"},
            "source": {"$ref": "#/$defs/text", "description": "Where the entry comes from, in words; nothing hangs on it."},
            "from": {"type": "array", "items": {"$ref": "#/$defs/lineage"}}
          }
        },
        "lineage": {
          "type": "object",
          "required": ["component", "relationship"],
          "additionalProperties": false,
          "properties": {
            "component": {"$ref": "#/$defs/text", "description": "The id of a component, or a Hub id."},
            "relationship": {
              "enum": [
                "fine-tuned-from", "adapter-of", "quantized-from", "converted-from", "merged-from", "pruned-from",
                "distilled-from", "trained-on", "evaluated-on", "derived-from", "generated-by", "retrieves-from", "contains", "runs"
              ]
            },
            "by": {"$ref": "#/$defs/agent"},
            "under": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "commercial": {"type": "boolean"},
                "purpose": {"$ref": "#/$defs/purposes"},
                "date": {"$ref": "#/$defs/date"}
              }
            },
            "linkage": {"enum": ["separate", "dynamic", "static"]},
            "source": {"$ref": "#/$defs/text", "description": "Where the entry comes from, in words; nothing hangs on it."}
          },
          "if": {"required": ["linkage"]},
          "then": {"properties": {"relationship": {"const": "contains"}}}
        },
        "act": {
          "enum": [
            "run", "host", "embed", "distribute", "modify", "train", "train-on-outputs", "publish-outputs", "publish-benchmarks",
            "relicense", "display"
          ]
        },
        "measure": {
          "anyOf": [
            {"$ref": "#/$defs/amount"},
            {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": false,
              "properties": {
                "product": {"$ref": "#/$defs/amounts"},
                "licensee": {"$ref": "#/$defs/amounts"},
                "group": {"$ref": "#/$defs/amounts"}
              }
            }
          ]
        },
        "amounts": {
          "anyOf": [
            {"$ref": "#/$defs/amount"},
            {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["date", "value"],
                "additionalProperties": false,
                "properties": {"date": {"$ref": "#/$defs/date"}, "value": {"$ref": "#/$defs/amount"}}
              }
            }
          ]
        },
        "field": {
          "anyOf": [
            {"$ref": "#/$defs/text"},
            {
              "type": "object",
              "required": ["field"],
              "additionalProperties": false,
              "properties": {
                "field": {"$ref": "#/$defs/text"},
                "licensed": {"type": "boolean"},
                "humanOversight": {"type": "boolean"},
                "fullyAutomated": {"type": "boolean"},
                "substitute": {"type": "boolean"},
                "consent": {"type": "boolean"},
                "disclosed": {"type": "boolean"}
              }
            }
          ]
        },
        "student": {"enum": ["llm", "generative", "foundation", "other"]},
        "duty": {
          "enum": [
            "license-copy", "retain-notices", "notice-file", "display-text", "name-prefix", "state-changes", "attribution",
            "share-alike", "flow-down", "disclose-source", "use-policy", "register", "latest-version", "document", "report",
            "disclose-ai", "other"
          ]
        },
        "use": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "profile": {"$ref": "#/$defs/text", "description": "A standard use: see `licensecheck uses`."},
            "acts": {"anyOf": [{"$ref": "#/$defs/act"}, {"type": "array", "items": {"$ref": "#/$defs/act"}}]},
            "commercial": {"type": "boolean"},
            "purpose": {"$ref": "#/$defs/purposes"},
            "actor": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "kind": {"enum": ["company", "individual", "academic", "non-profit", "government"]},
                "domicile": {"$ref": "#/$defs/place"},
                "monthlyActiveUsers": {"$ref": "#/$defs/measure"},
                "annualRevenueUSD": {"$ref": "#/$defs/measure"},
                "monthlyRevenueUSD": {"$ref": "#/$defs/measure"}
              }
            },
            "regions": {"$ref": "#/$defs/places"},
            "outputRegions": {"$ref": "#/$defs/places"},
            "fields": {"type": "array", "items": {"$ref": "#/$defs/field"}},
            "outputs": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "train": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "student": {
                      "anyOf": [{"$ref": "#/$defs/student"}, {"type": "array", "items": {"$ref": "#/$defs/student"}}]
                    },
                    "related": {"type": "boolean"},
                    "competitive": {"type": "boolean"},
                    "similar": {"type": "boolean"},
                    "distributed": {"type": "boolean"}
                  }
                }
              }
            },
            "release": {
              "type": "object",
              "additionalProperties": false,
              "properties": {"name": {"$ref": "#/$defs/text"}, "license": {"$ref": "#/$defs/text"}}
            },
            "receivedAs": {"$ref": "#/$defs/receivedAs"},
            "litigation": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["claim"],
                "additionalProperties": false,
                "properties": {
                  "claim": {"enum": ["patent", "copyright", "any"]},
                  "about": {"$ref": "#/$defs/text", "description": "The id of a component, or outputs."},
                  "against": {"enum": ["licensor", "other"]},
                  "first": {"type": "boolean"}
                }
              }
            },
            "agreements": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["license", "reference"],
                "additionalProperties": false,
                "properties": {
                  "license": {"$ref": "#/$defs/text"},
                  "reference": {"$ref": "#/$defs/text"},
                  "until": {"$ref": "#/$defs/date"}
                }
              }
            },
            "measures": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["duty", "evidence"],
                "additionalProperties": false,
                "properties": {
                  "duty": {"$ref": "#/$defs/duty"},
                  "evidence": {"$ref": "#/$defs/text", "description": "A file or a URL."}
                }
              }
            }
          }
        }
    """#

  static let closing = #"""
      }
    }
    """#
}
