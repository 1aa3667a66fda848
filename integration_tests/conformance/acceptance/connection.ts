import { describe, expect, test } from 'vitest';
import { platformFaults } from '../../support/platform-rules.ts';
import type { Evidence } from '../evidence.ts';

/** Airbyte's acceptance tests of `check`. */
export function connectionTests(evidence: () => Evidence): void {
  describe('connection', () => {
    test('succeed: a right key is one CONNECTION_STATUS, SUCCEEDED', async () => {
      const run = await evidence().check();
      expect(run.messages).toEqual([
        { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } },
      ]);
      expect(run.exitCode).toBe(0);
      expect(platformFaults(run, {})).toEqual([]);
    });

    test('failed: a wrong key is one CONNECTION_STATUS, FAILED, with a message', async () => {
      const config = { ...evidence().config, api_token: 'a-token-that-nobody-ever-made' };
      const run = await evidence().run('check', { config });
      expect(run.messages).toEqual([
        {
          type: 'CONNECTION_STATUS',
          connectionStatus: { status: 'FAILED', message: expect.stringMatching(/key/i) },
        },
      ]);
      expect(run.exitCode).toBe(0);
    });

    test('exception: what is nobody’s fault is one TRACE ERROR with a message, and no status', async () => {
      const { aircall, config } = evidence();
      aircall.fault({ path: '/v1/company' }, { kind: 'status', status: 429 }, Infinity);
      const run = await evidence().run('check', { config });
      aircall.clearFaults();
      expect(run.errors.map(({ error }) => error.failure_type)).toEqual(['transient_error']);
      expect(run.errors[0]?.error.message).toMatch(/\S/);
      expect(run.messages.filter(({ type }) => type === 'CONNECTION_STATUS')).toEqual([]);
      expect(run.exitCode).toBe(1);
    });
  });
}
