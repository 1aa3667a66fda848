import { afterAll, beforeAll, describe } from 'vitest';
import { Evidence } from '../evidence.ts';
import type { Target } from '../target.ts';
import { basicReadTests } from './basic-read.ts';
import { connectionTests } from './connection.ts';
import { discoveryTests } from './discovery.ts';
import { fullRefreshTests } from './full-refresh.ts';
import { incrementalTests } from './incremental.ts';
import { specTests } from './spec.ts';

/** Airbyte's acceptance tests at their highest strictness, over the connector in one of its forms. */
export function acceptanceTests(target: Target): void {
  describe(`the ${target.name}`, () => {
    let found: Evidence | undefined;
    const evidence = (): Evidence => {
      if (found === undefined) throw new Error('not before the tests begin');
      return found;
    };
    beforeAll(async () => {
      found = await Evidence.gather(target);
    });
    afterAll(() => evidence().close());

    specTests(evidence);
    connectionTests(evidence);
    discoveryTests(evidence);
    basicReadTests(evidence);
    fullRefreshTests(evidence);
    incrementalTests(evidence);
  });
}
