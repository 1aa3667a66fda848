import { describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';

type Play = (aircall: Aircall, sync: (config?: object, state?: unknown) => Promise<HereRun>) => Promise<void>;

async function within(play: Play): Promise<void> {
  const aircall = new Aircall({ calls: 330, users: 11, teams: 3, days: 30, inProgress: false });
  const served = await serve(aircall);
  try {
    await play(aircall, async (config = {}, state) => {
      const catalog = catalogOf(['calls'], 'incremental');
      const settings = { ...configFor(aircall, served.url), ...config };
      const run = await runHere('read', { config: settings, catalog, state });
      // The rules know the columns as they are by default.
      expect('timestamps' in config ? [] : platformFaults(run, { catalog })).toEqual([]);
      return run;
    });
    expect(aircall.violations).toEqual([]);
  } finally {
    await served.close();
  }
}

function detailsAsked({ requests }: Aircall): readonly string[] {
  const names = requests.flatMap(({ path, query }) => (path === '/v1/calls' ? Object.keys(query) : []));
  return [...new Set(names)].filter((name) => name.startsWith('fetch_')).toSorted();
}

/** The share of the rows in which the column is not null. */
function filled(run: HereRun, column: string): number {
  const rows = run.rows('calls');
  return rows.filter((row) => row[column] !== null && row[column] !== undefined).length / rows.length;
}

type Rows = readonly Readonly<Record<string, unknown>>[];

function starts(rows: Rows): ReadonlyMap<unknown, unknown> {
  return new Map(rows.map((row) => [row['id'], row['started_at']]));
}

describe('details of calls', () => {
  test('the contact comes unless it is left out', () =>
    within(async (aircall, sync) => {
      const run = await sync();
      expect(detailsAsked(aircall)).toEqual(['fetch_contact']);
      expect(filled(run, 'contact')).toBeGreaterThan(0.2);
      expect(filled(run, 'contact_id')).toBe(filled(run, 'contact'));
    }));

  test('none is asked for where none is wanted', () =>
    within(async (aircall, sync) => {
      const run = await sync({ call_details: [] });
      expect(detailsAsked(aircall)).toEqual([]);
      expect(filled(run, 'contact')).toBe(0);
    }));

  test('all are asked for where all are wanted', () =>
    within(async (aircall, sync) => {
      const run = await sync({ call_details: ['contact', 'short_urls', 'timeline', 'ai_voice_agents'] });
      expect(detailsAsked(aircall)).toHaveLength(4);
      expect(filled(run, 'ivr_options_selected')).toBe(1);
    }));

  test('another choice writes the calls within reach again', () =>
    within(async (_aircall, sync) => {
      const first = await sync({ lookback_days: 30 });
      const second = await sync(
        { lookback_days: 30, call_details: ['contact', 'timeline'] },
        first.lastStates,
      );
      expect(second.records.length).toBeGreaterThan(0);
    }));

  test.each([400, 403, 500])('one that Aircall answers with %i is left out, and said once', (status) =>
    within(async (aircall, sync) => {
      aircall.fault(
        ({ path, query }) => path === '/v1/calls' && 'fetch_call_timeline' in query,
        { kind: 'status', status, body: '{"error":"no"}', headers: { 'content-type': 'application/json' } },
        Infinity,
      );
      const run = await sync({ call_details: ['contact', 'timeline'] });
      expect([run.exitCode, run.end('calls')]).toEqual([0, 'COMPLETE']);
      expect(run.rows('calls')).toHaveLength(aircall.account.visibleCalls().length);
      expect(run.codes('WARN').filter((code) => code === 'call-details-refused')).toHaveLength(1);
      expect(run.lines.join('\n')).toContain('with timeline');
      expect(filled(run, 'contact')).toBeGreaterThan(0.2);
    }),
  );
});

test('an outage that ends is not blamed on the details', () =>
  within(async (aircall, sync) => {
    aircall.fault({ path: '/v1/calls' }, { kind: 'status', status: 500 }, 9);
    const run = await sync();
    expect([run.exitCode, run.end('calls')]).toEqual([0, 'COMPLETE']);
    expect(run.codes('WARN')).not.toContain('call-details-refused');
    expect(filled(run, 'contact')).toBeGreaterThan(0.2);
  }));

test('with timestamps: unix, every time is as Aircall sends it', () =>
  within(async (aircall, sync) => {
    const run = await sync({ timestamps: 'unix' });
    expect(starts(run.rows('calls'))).toEqual(starts(aircall.account.visibleCalls()));
  }));
