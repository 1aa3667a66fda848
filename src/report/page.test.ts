import { describe, expect, test } from 'vitest';
import type { Run, StreamCost } from '../evidence/history.ts';
import type { SliceEvidence } from '../evidence/slices.ts';
import { reportPage, type ReportInput } from './page.ts';

const DAY = 86_400;
const START = Date.parse('2026-10-01T00:00:00Z') / 1000;

const cost: StreamCost = {
  written: 5,
  read: 9,
  deleted: 0,
  requests: 3,
  rateLimited: 1,
  waitedForLimitS: 61,
  waitedForAircallS: 2,
  waitedForReaderS: 0,
};

function slice(change: Partial<SliceEvidence> = {}): SliceEvidence {
  return {
    stream: 'calls',
    run: 'one',
    at: START + 3 * DAY,
    from: START,
    to: START + 2 * DAY,
    total: 3,
    ids: 3,
    verified: true,
    days: new Map([['2026-10-01', 3]]),
    ...change,
  };
}

function run(change: Partial<Run> = {}): Run {
  return {
    id: 'one',
    startedMs: (START + 3 * DAY) * 1000,
    endedMs: (START + 3 * DAY + 60) * 1000,
    lastMs: (START + 3 * DAY + 60) * 1000,
    version: '0.1.0',
    account: 'digest',
    settings: { streams: 'calls,users' },
    incomplete: [],
    costs: new Map([['calls', cost]]),
    slices: [slice()],
    lists: [],
    notices: [],
    samples: [],
    ...change,
  };
}

function page(runs: readonly Run[], change: Partial<ReportInput> = {}): string {
  const input = { runs, counts: undefined, rows: undefined, version: '0.1.0', nowMs: START * 1000 };
  return reportPage({ ...input, ...change })
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' >', '>');
}

describe('a report', () => {
  test('of a run that says little of itself shows what there is', () => {
    const text = page([
      run({
        startedMs: undefined,
        endedMs: undefined,
        lastMs: undefined,
        version: undefined,
        account: undefined,
        settings: {},
        costs: new Map(),
      }),
    ]);
    expect(text).toContain('of the account unknown');
    expect(text).toContain('broken-off');
    expect(text).toContain('Stopped or killed; nothing was said.');
  });

  test('shows waits, pace and deletions', () => {
    const at = (START + 3 * DAY) * 1000;
    const text = page([
      run({
        costs: new Map([['users', { ...cost, deleted: 2 }]]),
        samples: [
          { atMs: at, stream: 'calls', requests: 50, perMinute: 50 },
          { atMs: at + 60_000, stream: 'calls', requests: 100, perMinute: 48 },
        ],
      }),
      run({
        id: 'two',
        startedMs: at + 3_600_000,
        lastMs: at + 7_200_000,
        endedMs: at + 7_200_000,
        slices: [],
      }),
    ]);
    expect(text).toContain('class="wait-1"');
    expect(text).toContain('Pace in long runs');
    expect(text).toContain('<th scope="row">users</th> <td class="n">2</td>');
    expect(text).toContain('60 min');
  });

  test('says which days are not verified, and which lists', () => {
    const list = { stream: 'users', run: 'one', at: START, total: 4, ids: 3, verified: false };
    const text = page([
      run({
        slices: [
          slice({ verified: false }),
          slice({ from: START + 4 * DAY, to: START + 6 * DAY, days: new Map([['2026-10-05', 1]]) }),
        ],
        lists: [list],
        notices: [
          { atMs: undefined, level: 'WARN', code: 'history-lost', text: 'calls: gone' },
          { atMs: undefined, level: 'ERROR', code: 'config_error', text: 'something' },
          { atMs: START * 1000, level: 'INFO', code: 'nothing-to-do', text: 'quiet' },
        ],
      }),
    ]);
    expect(text).toContain('Not complete: 2026-10-01 to 2026-10-04.');
    expect(text).toContain('<td>no</td>');
    expect(text).toContain('Calls that can no longer be read');
    expect(text).not.toContain('quiet');
  });

  test('of a month whose counts never agreed says so', () => {
    expect(page([run({ slices: [slice({ verified: false })] })])).toContain('! read, not verified');
  });

  test.each([
    [{ by: 'month', calls: new Map([['2026-10', 3]]) }, 'equal'],
    [{ by: 'month', calls: new Map([['2026-10', 2]]) }, '1 row fewer than were read'],
    [{ by: 'day', calls: new Map([['2026-10-01', 3]]) }, '3</b> rows'],
    [
      { by: 'day', calls: new Map([['2026-10-01', 3]]), timeZone: 'Europe/Paris' },
      'by the days of Europe/Paris',
    ],
  ] as const)('compares with %j', (counts, shown) => {
    const about = { account: undefined, timeZone: 'UTC', countedAt: '2026-11-01T00:00:00Z' };
    expect(page([run()], { counts: { ...about, ...counts } })).toContain(shown);
  });

  test('compares with the rows of a folder', () => {
    expect(page([run()], { rows: new Map([['2026-10-01', 1]]) })).toContain(
      'The folder differs for October 2026',
    );
    expect(page([run()], { rows: new Map([['2026-10-01', 3]]) })).toContain('Nothing needs your attention.');
  });

  test('escapes what a log says', () => {
    const text = page([run({ notices: [{ atMs: 0, level: 'WARN', code: 'odd-rows', text: '<b>&"x"' }] })]);
    expect(text).toContain('&lt;b&gt;&amp;&quot;x&quot;');
  });
});
