import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  validateCatalog,
  validateConfig,
  validateState,
  type Validator,
} from '../src/generated/validators.js';

/** Place and keyword of each error, as a person is told of them. */
function errors(validate: Validator, data: unknown): readonly string[] {
  if (validate(data)) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

describe('a configured catalog', () => {
  test.each([
    [{ streams: [] }],
    [{ streams: [{ stream: { name: 'calls' } }] }],
    [
      {
        streams: [
          {
            stream: { name: 'calls', json_schema: null },
            sync_mode: null,
            cursor_field: null,
            primary_key: null,
          },
        ],
      },
    ],
    [
      {
        streams: [{ stream: { name: 'calls' }, sync_mode: 'INVALID', 'estuary.dev/range': {} }],
        extra: null,
      },
    ],
  ])('may be %j', (catalog) => {
    expect(errors(validateCatalog, catalog)).toEqual([]);
  });

  test.each<[unknown, string[]]>([
    [null, [' type']],
    [[], [' type']],
    ['calls', [' type']],
    [{}, [' required']],
    [{ streams: null }, ['/streams type']],
    [{ streams: {} }, ['/streams type']],
    [{ streams: [null] }, ['/streams/0 type']],
    [{ streams: [{ stream: { name: 'calls' } }, {}] }, ['/streams/1 required']],
    [{ streams: [{ stream: 'calls' }] }, ['/streams/0/stream type']],
    [{ streams: [{ stream: {} }] }, ['/streams/0/stream required']],
    [{ streams: [{ stream: { name: 1 } }] }, ['/streams/0/stream/name type']],
    [{ streams: [{ stream: { name: ' ' } }] }, ['/streams/0/stream/name pattern']],
  ])('may not be %j', (catalog, found) => {
    expect(errors(validateCatalog, catalog)).toEqual(found);
  });
});

describe('a state file', () => {
  test.each([
    [null],
    [[]],
    [{}],
    [{ calls: { started_at: 1 } }],
    [{ type: 'STREAM', stream: { stream_descriptor: { name: 'calls' }, stream_state: null } }],
    [[{ type: 'STREAM', stream: null, data: null }]],
    [[{ type: 'GLOBAL', global: {} }, {}]],
  ])('may be %j', (state) => {
    expect(errors(validateState, state)).toEqual([]);
  });

  test.each<[unknown, string[]]>([
    ['calls', [' type']],
    [1, [' type']],
    [true, [' type']],
    [
      [1, {}, 'a'],
      ['/0 type', '/2 type'],
    ],
  ])('may not be %j', (state, found) => {
    expect(errors(validateState, state)).toEqual(found);
  });
});

describe('the errors of any validator', () => {
  test('never hold the value that was found', () => {
    const secret = 'xq7-secret-xq7';
    const value = fc.oneof(fc.constant(secret), fc.constant([secret]), fc.constant({ [secret]: secret }));
    const config = fc.dictionary(
      fc.constantFrom('api_id', 'api_url', 'deletions', 'lookback_days', 'streams'),
      value,
    );
    fc.assert(
      fc.property(fc.oneof(config, value), (data) => {
        for (const validate of [validateConfig, validateCatalog, validateState]) {
          validate(data);
          expect(JSON.stringify(validate.errors)).not.toContain(secret);
        }
      }),
    );
  });

  test('name the missing field and what was expected', () => {
    validateConfig({ api_id: 'an-id', lookback_days: 0 });
    expect(validateConfig.errors).toMatchObject([
      { instancePath: '', keyword: 'required', params: { missingProperty: 'api_token' } },
      { instancePath: '/lookback_days', keyword: 'minimum', params: { limit: 1 } },
    ]);
  });
});
