/// The JSON Schema of `.licensecheck-baseline.json`.
package enum BaselineSchema {
  /// JSON Schema, draft 2020-12.
  package static let text = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:licensecheck:baseline:1",
      "title": "Baseline of licensecheck, version 1",
      "description": "Findings that were there when it was written; later runs fail on others only.",
      "type": "object",
      "required": ["schema", "findings"],
      "additionalProperties": false,
      "properties": {
        "schema": {"const": "licensecheck.baseline/1"},
        "findings": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["fingerprint", "rule", "verdict", "uses"],
            "additionalProperties": false,
            "properties": {
              "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
              "rule": {"type": "string"},
              "verdict": {"enum": ["duties", "prohibited"], "description": "No worse one is known by this entry."},
              "component": {"type": ["string", "null"]},
              "license": {"type": ["string", "null"]},
              "message": {"type": "string"},
              "uses": {"type": "array", "items": {"type": "string"}}
            }
          }
        }
      }
    }
    """#
}
