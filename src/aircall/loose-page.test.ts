import { expect, test } from 'vitest';
import { RowInspector } from '../rows/row-inspector.ts';
import { smsTemplates } from '../streams/sms-templates.ts';
import { parseLoosePage } from './loose-page.ts';

const rows = [{ id: 1, name: 'a', body: 'b' }];
const meta = { total: 1, count: 1, current_page: 1, per_page: 50 };

function parse(body: unknown): ReturnType<typeof parseLoosePage> {
  return parseLoosePage(smsTemplates, body, 1, new RowInspector(smsTemplates.schema));
}

test('an answer as that of other lists is read as they are', () => {
  expect(parse({ templates: rows, meta })).toMatchObject({
    rows: [{ id: 1 }],
    counted: { total: 1, perPage: 50 },
  });
  expect(parse({ other: rows, meta })).toMatchObject({ rows: [{ id: 1 }], counted: { total: 1 } });
});

test.each([[rows], [{ templates: rows }], [{ whatever: rows, count: 1 }]])(
  'the rows are the one array in the answer: %j',
  (body) => {
    expect(parse(body)).toMatchObject({ rows: [{ id: 1 }], counted: undefined });
  },
);

test.each([[{}], [null], [{ one: rows, two: rows }], [{ templates: [{ name: 'no key' }] }]])(
  'an answer without a list, or with rows without a key, is unusable: %j',
  (body) => {
    expect(() => parse(body)).toThrow(/has no/);
  },
);
