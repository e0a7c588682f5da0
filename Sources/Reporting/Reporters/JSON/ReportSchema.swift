/// The JSON Schema of the report: `licensecheck schema report` prints it.
package enum ReportSchema {
  /// JSON Schema 2020-12 of `licensecheck.report/1`.
  package static let text = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:licensecheck:report:1",
      "title": "Report of licensecheck, version 1",
      "description": "Every listed key is always there, null where there is nothing to say; later versions only add keys.",
      "type": "object",
      "required": [
        "schema", "tool", "input", "title", "verdict", "exit", "use", "summary", "assessments", "components",
        "findings", "duties", "questions", "risks", "waived", "errors", "notes"
      ],
      "properties": {
        "schema": {"const": "licensecheck.report/1"},
        "tool": {
          "type": "object",
          "required": ["version", "catalog"],
          "properties": {"version": {"type": "string"}, "catalog": {"type": "string"}}
        },
        "input": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["path", "sha256", "part"],
            "properties": {
              "path": {"type": "string"}, "sha256": {"type": "string"},
              "part": {"enum": ["whole", "header"], "description": "what was read and hashed: of a file of weights only the header"}
            }
          }
        },
        "title": {"type": "string"},
        "verdict": {"$ref": "#/$defs/verdict"},
        "exit": {"enum": [0, 1, 2]},
        "use": {
          "type": "object",
          "required": ["profile", "acts", "facts", "stated", "origins"],
          "properties": {
            "profile": {"type": ["string", "null"]},
            "acts": {"type": "array", "items": {"type": "string"}},
            "facts": {
              "type": "object",
              "additionalProperties": {"type": ["boolean", "number", "string", "array", "null"], "items": {"type": "string"}}
            },
            "stated": {"type": "boolean"},
            "origins": {"type": "array", "items": {"$ref": "#/$defs/fact"}}
          }
        },
        "summary": {
          "type": "object",
          "required": [
            "components", "licenses", "prohibited", "undetermined", "informative", "duties", "unmet", "questions",
            "waived", "errors"
          ],
          "properties": {
            "components": {"type": "integer", "minimum": 0},
            "licenses": {"type": "integer", "minimum": 0},
            "prohibited": {"type": "integer", "minimum": 0},
            "undetermined": {"type": "integer", "minimum": 0},
            "informative": {"type": "integer", "minimum": 0},
            "duties": {"type": "integer", "minimum": 0},
            "unmet": {"type": "integer", "minimum": 0},
            "questions": {"type": "integer", "minimum": 0},
            "waived": {"type": "integer", "minimum": 0},
            "errors": {"type": "integer", "minimum": 0}
          }
        },
        "assessments": {"type": "array", "items": {"$ref": "#/$defs/assessment"}},
        "components": {"type": "array", "items": {"$ref": "#/$defs/component"}},
        "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
        "duties": {"type": "array", "items": {"$ref": "#/$defs/duty"}},
        "questions": {"type": "array", "items": {"$ref": "#/$defs/question"}},
        "risks": {"type": "array", "items": {"$ref": "#/$defs/risk"}},
        "waived": {"type": "array", "items": {"$ref": "#/$defs/waived"}},
        "errors": {"type": "array", "items": {"$ref": "#/$defs/diagnostic"}},
        "notes": {"type": "array", "items": {"$ref": "#/$defs/diagnostic"}}
      },
      "$defs": {
        "verdict": {"enum": ["permitted", "duties", "undetermined", "prohibited"]},
        "place": {
          "type": "object",
          "required": ["source", "path", "line", "column", "endLine", "quote"],
          "properties": {
            "source": {"type": "string"},
            "path": {"type": "string"},
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1},
            "endLine": {"type": "integer", "minimum": 1},
            "quote": {"type": ["string", "null"]}
          }
        },
        "fact": {
          "type": "object",
          "required": ["name", "value", "origin", "profile", "path", "line", "column"],
          "properties": {
            "name": {"type": "string"},
            "value": {"type": "string"},
            "origin": {"enum": ["baseline", "profile", "option", "stated"]},
            "profile": {"type": ["string", "null"]},
            "path": {"type": ["string", "null"]},
            "line": {"type": ["integer", "null"], "minimum": 1},
            "column": {"type": ["integer", "null"], "minimum": 1}
          }
        },
        "assessment": {
          "type": "object",
          "required": [
            "combination", "use", "verdict", "findings", "duties", "questions", "fixes", "fixesBounded", "best", "assumptions"
          ],
          "properties": {
            "combination": {"type": "array", "items": {"type": "string"}},
            "use": {"type": "string"},
            "verdict": {"$ref": "#/$defs/verdict"},
            "findings": {"type": "array", "items": {"type": "string"}},
            "duties": {"type": "array", "items": {"type": "string"}},
            "questions": {"type": "array", "items": {"type": "string"}},
            "fixes": {"type": "array", "items": {"$ref": "#/$defs/fix"}},
            "fixesBounded": {"type": "boolean", "description": "whether the search met its bound, so that there may be more fixes"},
            "best": {"type": "boolean", "description": "whether no other combination does better for this use"},
            "assumptions": {"type": "array", "items": {"$ref": "#/$defs/assumption"}}
          }
        },
        "fix": {
          "type": "object",
          "required": ["changes", "verdict"],
          "properties": {
            "changes": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["kind", "component", "detail"],
                "properties": {
                  "kind": {"type": "string"},
                  "component": {"type": ["string", "null"]},
                  "detail": {"type": ["string", "null"]}
                }
              }
            },
            "verdict": {"$ref": "#/$defs/verdict"}
          }
        },
        "assumption": {
          "type": "object",
          "required": ["name", "setting", "readings"],
          "properties": {
            "name": {"type": "string"},
            "setting": {"type": "string"},
            "readings": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["setting", "verdict"],
                "properties": {"setting": {"type": "string"}, "verdict": {"$ref": "#/$defs/verdict"}}
              }
            }
          }
        },
        "component": {
          "type": "object",
          "required": ["id", "kind", "name", "license", "verdict", "evidence"],
          "properties": {
            "id": {"type": "string"},
            "kind": {"type": "string"},
            "name": {"type": ["string", "null"]},
            "license": {
              "type": "object",
              "required": ["declared", "detected", "concluded", "match"],
              "properties": {
                "declared": {"type": ["string", "null"]},
                "detected": {"type": ["string", "null"]},
                "concluded": {"type": ["string", "null"]},
                "match": {"type": ["string", "null"]}
              }
            },
            "verdict": {"$ref": "#/$defs/verdict"},
            "evidence": {"type": "array", "items": {"$ref": "#/$defs/place"}}
          }
        },
        "finding": {
          "type": "object",
          "required": [
            "id", "rule", "verdict", "openPoint", "component", "license", "term", "clause", "message",
            "summary", "path", "relationships", "evidence", "facts", "remedy", "fix", "assumptions",
            "fingerprint", "level", "uses"
          ],
          "properties": {
            "id": {"type": "string"},
            "rule": {"type": "string"},
            "verdict": {"enum": ["permitted", "duties", "undetermined", "prohibited", null]},
            "openPoint": {"enum": ["fact-missing", "silent", "conflicting", "unknown-text", "disputed", null]},
            "component": {"type": ["string", "null"]},
            "license": {"type": ["string", "null"]},
            "term": {"type": ["string", "null"]},
            "clause": {"type": ["string", "null"]},
            "message": {"type": "string"},
            "summary": {"type": ["string", "null"]},
            "path": {"type": "array", "items": {"type": "string"}},
            "relationships": {"type": "array", "items": {"type": "string"}},
            "evidence": {"type": "array", "items": {"$ref": "#/$defs/place"}},
            "facts": {"type": "array", "items": {"$ref": "#/$defs/fact"}},
            "remedy": {"type": ["string", "null"]},
            "fix": {"type": ["string", "null"]},
            "assumptions": {"type": "array", "items": {"type": "string"}},
            "fingerprint": {"type": "string"},
            "level": {
              "enum": ["off", "note", "warning", "error"],
              "description": "Below error a finding does not fail the run, whatever its verdict."
            },
            "uses": {"type": "array", "items": {"type": "string"}}
          }
        },
        "duty": {
          "type": "object",
          "required": [
            "id", "duty", "text", "where", "component", "license", "clause", "summary", "trigger", "status",
            "reason", "encouraged", "evidence", "uses"
          ],
          "properties": {
            "id": {"type": "string"},
            "duty": {
              "enum": [
                "license-copy", "retain-notices", "notice-file", "display-text", "name-prefix",
                "state-changes", "attribution", "share-alike", "flow-down", "disclose-source", "use-policy",
                "register", "latest-version", "document", "report", "disclose-ai", "other"
              ]
            },
            "text": {"type": ["string", "null"]},
            "where": {"type": "array", "items": {"type": "string"}},
            "component": {"type": ["string", "null"]},
            "license": {"type": ["string", "null"]},
            "clause": {"type": ["string", "null"]},
            "summary": {"type": ["string", "null"]},
            "trigger": {"type": ["string", "null"]},
            "status": {"enum": ["met", "unmet", "unverified"]},
            "reason": {"type": ["string", "null"]},
            "encouraged": {"type": "boolean"},
            "evidence": {"type": "array", "items": {"$ref": "#/$defs/place"}},
            "uses": {"type": "array", "items": {"type": "string"}}
          }
        },
        "question": {
          "type": "object",
          "required": ["id", "fact", "prompt", "answers", "component", "license", "clause"],
          "properties": {
            "id": {"type": "string"},
            "fact": {"type": "string"},
            "prompt": {"type": "string"},
            "answers": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["when", "verdict"],
                "properties": {"when": {"type": "string"}, "verdict": {"$ref": "#/$defs/verdict"}}
              }
            },
            "component": {"type": ["string", "null"]},
            "license": {"type": ["string", "null"]},
            "clause": {"type": ["string", "null"]}
          }
        },
        "risk": {
          "type": "object",
          "description": "A power that a licensor keeps, or a side grant that has ended; it changes no verdict.",
          "required": [
            "id", "component", "license", "term", "clause", "power", "summary", "unprovoked", "evidence", "uses"
          ],
          "properties": {
            "id": {"type": "string"},
            "component": {"type": "string"},
            "license": {"type": "string"},
            "term": {"type": ["string", "null"]},
            "clause": {"type": ["string", "null"]},
            "power": {
              "enum": [
                "terminate-on-breach", "terminate-at-will", "revoke", "restrict-remotely", "amend", "audit",
                "delete-on-termination", "require-update", "right-ended"
              ]
            },
            "summary": {"type": ["string", "null"]},
            "unprovoked": {"type": "boolean"},
            "evidence": {"type": "array", "items": {"$ref": "#/$defs/place"}},
            "uses": {"type": "array", "items": {"type": "string"}}
          }
        },
        "waived": {
          "type": "object",
          "required": ["finding", "waiver"],
          "properties": {
            "finding": {"$ref": "#/$defs/finding"},
            "waiver": {
              "type": "object",
              "required": ["reason", "approvedBy", "until", "path", "line", "column"],
              "properties": {
                "reason": {"type": "string"},
                "approvedBy": {"type": ["string", "null"]},
                "until": {"type": ["string", "null"]},
                "path": {"type": ["string", "null"]},
                "line": {"type": ["integer", "null"], "minimum": 1},
                "column": {"type": ["integer", "null"], "minimum": 1}
              }
            }
          }
        },
        "diagnostic": {
          "type": "object",
          "required": ["code", "severity", "message", "path", "line", "column", "help"],
          "properties": {
            "code": {"type": "string"},
            "severity": {"enum": ["note", "warning", "error"]},
            "message": {"type": "string"},
            "path": {"type": ["string", "null"]},
            "line": {"type": ["integer", "null"], "minimum": 1},
            "column": {"type": ["integer", "null"], "minimum": 1},
            "help": {"type": ["string", "null"]}
          }
        }
      }
    }
    """#
}
