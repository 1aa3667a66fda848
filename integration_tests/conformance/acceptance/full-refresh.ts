import { describe, expect, test } from 'vitest';
import { coreStreams } from '../../support/catalog.ts';
import { Ledger } from '../../support/ledger.ts';
import type { Evidence } from '../evidence.ts';

/** Airbyte's acceptance test of two full refreshes in a row. */
export function fullRefreshTests(evidence: () => Evidence): void {
  describe('full_refresh', () => {
    test('two_sequential_reads: all that the first brought comes again, and later', async () => {
      const [first, second] = [await evidence().fullRefresh(1), await evidence().fullRefresh(2)];
      expect(new Ledger().take(second).everything()).toEqual(new Ledger().take(first).everything());
      for (const stream of coreStreams) {
        expect(second.rows(stream)).toHaveLength(first.rows(stream).length);
        const times = [first, second].map(({ records }) =>
          records.filter((record) => record.stream === stream).map((record) => record.emitted_at),
        );
        expect(Math.min(...(times[1] ?? []))).toBeGreaterThan(Math.max(...(times[0] ?? [])));
      }
    });
  });
}
