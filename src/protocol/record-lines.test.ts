import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordLines } from './record-lines.ts';

function textOf(rows: readonly object[]): string {
  const lines = rows.map((data) =>
    JSON.stringify({ type: 'RECORD', record: { stream: 'calls', emitted_at: 5, data } }),
  );
  return lines.map((line) => `${line}\n`).join('');
}

test('each page is its rows and nothing of the page before, however large either is', () => {
  const row = fc.record({
    name: fc.string({ unit: 'binary', maxLength: 20 }),
    times: fc.integer({ min: 0, max: 40_000 }),
  });
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: 6 }), { minLength: 1, maxLength: 4 }), (pages) => {
      const lines = new RecordLines();
      for (const page of pages) {
        const rows = page.map(({ name, times }) => ({ text: name.toWellFormed().repeat(times) }));
        const text = lines.encode('calls', rows, 5).toString();
        expect(text.split('\n').map((line) => (line === '' ? {} : JSON.parse(line)))).toEqual(
          textOf(rows)
            .split('\n')
            .map((line) => (line === '' ? {} : JSON.parse(line))),
        );
      }
    }),
    { numRuns: 60 },
  );
});
