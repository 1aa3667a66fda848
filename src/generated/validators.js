/** Generated from schemas/*.json by schemas/generate.ts. Do not edit. */
// schemas/validators.js
var validateConfig = validate10;
var schema11 = { "$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "required": ["api_id", "api_token"], "additionalProperties": true, "properties": { "api_id": { "type": "string", "maxLength": 256, "pattern": "^[^:]*[^:\\s][^:]*$" }, "api_token": { "type": "string", "maxLength": 256, "pattern": "\\S" }, "start_date": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$" }, "lookback_days": { "type": "integer", "minimum": 1, "maximum": 180, "default": 7 }, "contacts_full_refresh_days": { "type": "integer", "minimum": 1, "maximum": 180, "default": 7 }, "requests_per_minute": { "type": "integer", "minimum": 1, "default": 60 }, "insights_requests_per_hour": { "type": "integer", "minimum": 1, "default": 1e3 }, "deletions": { "type": "string", "enum": ["mark", "keep", "ignore"], "default": "mark" }, "call_details": { "type": "array", "items": { "type": "string", "enum": ["contact", "short_urls", "timeline", "ai_voice_agents"] }, "uniqueItems": true, "default": ["contact"] }, "timestamps": { "type": "string", "enum": ["iso", "unix"], "default": "iso" }, "customer_data": { "type": "string", "enum": ["keep", "hash", "drop"], "default": "keep" }, "agent_data": { "type": "string", "enum": ["keep", "hash", "drop"], "default": "keep" }, "personal_data_key": { "type": "string", "minLength": 16 }, "on_count_mismatch": { "type": "string", "enum": ["warn", "fail"], "default": "warn" }, "api_url": { "type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://", "default": "https://api.aircall.io" }, "completeness": { "type": "string", "enum": ["report", "strict"] } } };
var pattern0 = new RegExp("^[^:]*[^:\\s][^:]*$", "u");
var pattern1 = new RegExp("\\S", "u");
var pattern2 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$", "u");
var pattern3 = new RegExp("^[Hh][Tt][Tt][Pp][Ss]?://", "u");
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.lookback_days === void 0) {
      data.lookback_days = 7;
    }
    if (data.contacts_full_refresh_days === void 0) {
      data.contacts_full_refresh_days = 7;
    }
    if (data.requests_per_minute === void 0) {
      data.requests_per_minute = 60;
    }
    if (data.insights_requests_per_hour === void 0) {
      data.insights_requests_per_hour = 1e3;
    }
    if (data.deletions === void 0) {
      data.deletions = "mark";
    }
    if (data.call_details === void 0) {
      data.call_details = ["contact"];
    }
    if (data.timestamps === void 0) {
      data.timestamps = "iso";
    }
    if (data.customer_data === void 0) {
      data.customer_data = "keep";
    }
    if (data.agent_data === void 0) {
      data.agent_data = "keep";
    }
    if (data.on_count_mismatch === void 0) {
      data.on_count_mismatch = "warn";
    }
    if (data.api_url === void 0) {
      data.api_url = "https://api.aircall.io";
    }
    if (data.api_id === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "api_id" }, message: "must have required property 'api_id'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.api_token === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "api_token" }, message: "must have required property 'api_token'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.api_id !== void 0) {
      let data0 = data.api_id;
      if (typeof data0 === "string") {
        if (data0.length > 256) {
          const err2 = { instancePath: instancePath + "/api_id", schemaPath: "#/properties/api_id/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (!pattern0.test(data0)) {
          const err3 = { instancePath: instancePath + "/api_id", schemaPath: "#/properties/api_id/pattern", keyword: "pattern", params: { pattern: "^[^:]*[^:\\s][^:]*$" }, message: 'must match pattern "^[^:]*[^:\\s][^:]*$"' };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/api_id", schemaPath: "#/properties/api_id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.api_token !== void 0) {
      let data1 = data.api_token;
      if (typeof data1 === "string") {
        if (data1.length > 256) {
          const err5 = { instancePath: instancePath + "/api_token", schemaPath: "#/properties/api_token/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        if (!pattern1.test(data1)) {
          const err6 = { instancePath: instancePath + "/api_token", schemaPath: "#/properties/api_token/pattern", keyword: "pattern", params: { pattern: "\\S" }, message: 'must match pattern "\\S"' };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/api_token", schemaPath: "#/properties/api_token/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.start_date !== void 0) {
      let data2 = data.start_date;
      if (typeof data2 === "string") {
        if (!pattern2.test(data2)) {
          const err8 = { instancePath: instancePath + "/start_date", schemaPath: "#/properties/start_date/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$"' };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/start_date", schemaPath: "#/properties/start_date/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    let data3 = data.lookback_days;
    if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
      const err10 = { instancePath: instancePath + "/lookback_days", schemaPath: "#/properties/lookback_days/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (typeof data3 == "number" && isFinite(data3)) {
      if (data3 > 180 || isNaN(data3)) {
        const err11 = { instancePath: instancePath + "/lookback_days", schemaPath: "#/properties/lookback_days/maximum", keyword: "maximum", params: { comparison: "<=", limit: 180 }, message: "must be <= 180" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
      if (data3 < 1 || isNaN(data3)) {
        const err12 = { instancePath: instancePath + "/lookback_days", schemaPath: "#/properties/lookback_days/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    let data4 = data.contacts_full_refresh_days;
    if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
      const err13 = { instancePath: instancePath + "/contacts_full_refresh_days", schemaPath: "#/properties/contacts_full_refresh_days/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (typeof data4 == "number" && isFinite(data4)) {
      if (data4 > 180 || isNaN(data4)) {
        const err14 = { instancePath: instancePath + "/contacts_full_refresh_days", schemaPath: "#/properties/contacts_full_refresh_days/maximum", keyword: "maximum", params: { comparison: "<=", limit: 180 }, message: "must be <= 180" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
      if (data4 < 1 || isNaN(data4)) {
        const err15 = { instancePath: instancePath + "/contacts_full_refresh_days", schemaPath: "#/properties/contacts_full_refresh_days/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    let data5 = data.requests_per_minute;
    if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
      const err16 = { instancePath: instancePath + "/requests_per_minute", schemaPath: "#/properties/requests_per_minute/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err16];
      } else {
        vErrors.push(err16);
      }
      errors++;
    }
    if (typeof data5 == "number" && isFinite(data5)) {
      if (data5 < 1 || isNaN(data5)) {
        const err17 = { instancePath: instancePath + "/requests_per_minute", schemaPath: "#/properties/requests_per_minute/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    let data6 = data.insights_requests_per_hour;
    if (!(typeof data6 == "number" && (!(data6 % 1) && !isNaN(data6)) && isFinite(data6))) {
      const err18 = { instancePath: instancePath + "/insights_requests_per_hour", schemaPath: "#/properties/insights_requests_per_hour/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err18];
      } else {
        vErrors.push(err18);
      }
      errors++;
    }
    if (typeof data6 == "number" && isFinite(data6)) {
      if (data6 < 1 || isNaN(data6)) {
        const err19 = { instancePath: instancePath + "/insights_requests_per_hour", schemaPath: "#/properties/insights_requests_per_hour/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    let data7 = data.deletions;
    if (typeof data7 !== "string") {
      const err20 = { instancePath: instancePath + "/deletions", schemaPath: "#/properties/deletions/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err20];
      } else {
        vErrors.push(err20);
      }
      errors++;
    }
    if (!(data7 === "mark" || data7 === "keep" || data7 === "ignore")) {
      const err21 = { instancePath: instancePath + "/deletions", schemaPath: "#/properties/deletions/enum", keyword: "enum", params: { allowedValues: schema11.properties.deletions.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err21];
      } else {
        vErrors.push(err21);
      }
      errors++;
    }
    let data8 = data.call_details;
    if (Array.isArray(data8)) {
      const len0 = data8.length;
      for (let i0 = 0; i0 < len0; i0++) {
        let data9 = data8[i0];
        if (typeof data9 !== "string") {
          const err22 = { instancePath: instancePath + "/call_details/" + i0, schemaPath: "#/properties/call_details/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err22];
          } else {
            vErrors.push(err22);
          }
          errors++;
        }
        if (!(data9 === "contact" || data9 === "short_urls" || data9 === "timeline" || data9 === "ai_voice_agents")) {
          const err23 = { instancePath: instancePath + "/call_details/" + i0, schemaPath: "#/properties/call_details/items/enum", keyword: "enum", params: { allowedValues: schema11.properties.call_details.items.enum }, message: "must be equal to one of the allowed values" };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
        }
      }
      let i1 = data8.length;
      let j0;
      if (i1 > 1) {
        const indices0 = {};
        for (; i1--; ) {
          let item0 = data8[i1];
          if (typeof item0 !== "string") {
            continue;
          }
          if (typeof indices0[item0] == "number") {
            j0 = indices0[item0];
            const err24 = { instancePath: instancePath + "/call_details", schemaPath: "#/properties/call_details/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
            break;
          }
          indices0[item0] = i1;
        }
      }
    } else {
      const err25 = { instancePath: instancePath + "/call_details", schemaPath: "#/properties/call_details/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err25];
      } else {
        vErrors.push(err25);
      }
      errors++;
    }
    let data10 = data.timestamps;
    if (typeof data10 !== "string") {
      const err26 = { instancePath: instancePath + "/timestamps", schemaPath: "#/properties/timestamps/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err26];
      } else {
        vErrors.push(err26);
      }
      errors++;
    }
    if (!(data10 === "iso" || data10 === "unix")) {
      const err27 = { instancePath: instancePath + "/timestamps", schemaPath: "#/properties/timestamps/enum", keyword: "enum", params: { allowedValues: schema11.properties.timestamps.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err27];
      } else {
        vErrors.push(err27);
      }
      errors++;
    }
    let data11 = data.customer_data;
    if (typeof data11 !== "string") {
      const err28 = { instancePath: instancePath + "/customer_data", schemaPath: "#/properties/customer_data/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err28];
      } else {
        vErrors.push(err28);
      }
      errors++;
    }
    if (!(data11 === "keep" || data11 === "hash" || data11 === "drop")) {
      const err29 = { instancePath: instancePath + "/customer_data", schemaPath: "#/properties/customer_data/enum", keyword: "enum", params: { allowedValues: schema11.properties.customer_data.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err29];
      } else {
        vErrors.push(err29);
      }
      errors++;
    }
    let data12 = data.agent_data;
    if (typeof data12 !== "string") {
      const err30 = { instancePath: instancePath + "/agent_data", schemaPath: "#/properties/agent_data/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err30];
      } else {
        vErrors.push(err30);
      }
      errors++;
    }
    if (!(data12 === "keep" || data12 === "hash" || data12 === "drop")) {
      const err31 = { instancePath: instancePath + "/agent_data", schemaPath: "#/properties/agent_data/enum", keyword: "enum", params: { allowedValues: schema11.properties.agent_data.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err31];
      } else {
        vErrors.push(err31);
      }
      errors++;
    }
    if (data.personal_data_key !== void 0) {
      let data13 = data.personal_data_key;
      if (typeof data13 === "string") {
        if (data13.length < 16) {
          const err32 = { instancePath: instancePath + "/personal_data_key", schemaPath: "#/properties/personal_data_key/minLength", keyword: "minLength", params: { limit: 16 }, message: "must NOT have fewer than 16 characters" };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
      } else {
        const err33 = { instancePath: instancePath + "/personal_data_key", schemaPath: "#/properties/personal_data_key/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
    let data14 = data.on_count_mismatch;
    if (typeof data14 !== "string") {
      const err34 = { instancePath: instancePath + "/on_count_mismatch", schemaPath: "#/properties/on_count_mismatch/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err34];
      } else {
        vErrors.push(err34);
      }
      errors++;
    }
    if (!(data14 === "warn" || data14 === "fail")) {
      const err35 = { instancePath: instancePath + "/on_count_mismatch", schemaPath: "#/properties/on_count_mismatch/enum", keyword: "enum", params: { allowedValues: schema11.properties.on_count_mismatch.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err35];
      } else {
        vErrors.push(err35);
      }
      errors++;
    }
    let data15 = data.api_url;
    if (typeof data15 === "string") {
      if (!pattern3.test(data15)) {
        const err36 = { instancePath: instancePath + "/api_url", schemaPath: "#/properties/api_url/pattern", keyword: "pattern", params: { pattern: "^[Hh][Tt][Tt][Pp][Ss]?://" }, message: 'must match pattern "^[Hh][Tt][Tt][Pp][Ss]?://"' };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    } else {
      const err37 = { instancePath: instancePath + "/api_url", schemaPath: "#/properties/api_url/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err37];
      } else {
        vErrors.push(err37);
      }
      errors++;
    }
    if (data.completeness !== void 0) {
      let data16 = data.completeness;
      if (typeof data16 !== "string") {
        const err38 = { instancePath: instancePath + "/completeness", schemaPath: "#/properties/completeness/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
      if (!(data16 === "report" || data16 === "strict")) {
        const err39 = { instancePath: instancePath + "/completeness", schemaPath: "#/properties/completeness/enum", keyword: "enum", params: { allowedValues: schema11.properties.completeness.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
    }
  } else {
    const err40 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err40];
    } else {
      vErrors.push(err40);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
var validateCatalog = validate11;
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.streams === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "streams" }, message: "must have required property 'streams'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.streams !== void 0) {
      let data0 = data.streams;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.stream === void 0) {
              const err1 = { instancePath: instancePath + "/streams/" + i0, schemaPath: "#/properties/streams/items/required", keyword: "required", params: { missingProperty: "stream" }, message: "must have required property 'stream'" };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
            if (data1.stream !== void 0) {
              let data2 = data1.stream;
              if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
                if (data2.name === void 0) {
                  const err2 = { instancePath: instancePath + "/streams/" + i0 + "/stream", schemaPath: "#/properties/streams/items/properties/stream/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
                  if (vErrors === null) {
                    vErrors = [err2];
                  } else {
                    vErrors.push(err2);
                  }
                  errors++;
                }
                if (data2.name !== void 0) {
                  let data3 = data2.name;
                  if (typeof data3 === "string") {
                    if (!pattern1.test(data3)) {
                      const err3 = { instancePath: instancePath + "/streams/" + i0 + "/stream/name", schemaPath: "#/properties/streams/items/properties/stream/properties/name/pattern", keyword: "pattern", params: { pattern: "\\S" }, message: 'must match pattern "\\S"' };
                      if (vErrors === null) {
                        vErrors = [err3];
                      } else {
                        vErrors.push(err3);
                      }
                      errors++;
                    }
                  } else {
                    const err4 = { instancePath: instancePath + "/streams/" + i0 + "/stream/name", schemaPath: "#/properties/streams/items/properties/stream/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err4];
                    } else {
                      vErrors.push(err4);
                    }
                    errors++;
                  }
                }
              } else {
                const err5 = { instancePath: instancePath + "/streams/" + i0 + "/stream", schemaPath: "#/properties/streams/items/properties/stream/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                  vErrors = [err5];
                } else {
                  vErrors.push(err5);
                }
                errors++;
              }
            }
          } else {
            const err6 = { instancePath: instancePath + "/streams/" + i0, schemaPath: "#/properties/streams/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
      } else {
        const err7 = { instancePath: instancePath + "/streams", schemaPath: "#/properties/streams/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  } else {
    const err8 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate11.errors = vErrors;
  return errors === 0;
}
var validateState = validate12;
var schema13 = { "$schema": "http://json-schema.org/draft-07/schema#", "type": ["array", "object", "null"], "items": { "type": "object", "additionalProperties": true }, "additionalProperties": true };
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (typeof data != "object") {
    const err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema13.type }, message: "must be array,object,null" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (Array.isArray(data)) {
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
      } else {
        const err1 = { instancePath: instancePath + "/" + i0, schemaPath: "#/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
  }
  validate12.errors = vErrors;
  return errors === 0;
}
export {
  validateCatalog,
  validateConfig,
  validateState
};
