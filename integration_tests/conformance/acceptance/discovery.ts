import { describe, expect, test } from 'vitest';
import { platformFaults } from '../../support/platform-rules.ts';
import { catalogRules } from '../catalog-rules.ts';
import type { Evidence } from '../evidence.ts';

/** Airbyte's acceptance tests of `discover`. */
export function discoveryTests(evidence: () => Evidence): void {
  describe('discovery', () => {
    test('is one CATALOG', async () => {
      const run = await evidence().discover();
      expect([run.exitCode, run.messages.map(({ type }) => type)]).toEqual([0, ['CATALOG']]);
      expect(platformFaults(run, {})).toEqual([]);
    });

    test.each(Object.entries(catalogRules))('%s', async (_rule, faults) => {
      expect(faults(await evidence().streams())).toEqual([]);
    });
  });
}
