import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountsIn } from '../../src/evidence/assessment.ts';
import { readEntries } from '../../src/evidence/entries.ts';
import { historyOf } from '../../src/evidence/history.ts';
import type { Aircall } from '../simulator/aircall.ts';
import { eventfulMonth, type EventfulMonth } from '../support/eventful-month.ts';

let month: EventfulMonth;
let page: string;

beforeAll(async () => {
  month = await eventfulMonth();
  const text = await report(month.syncs.data, '--counts', month.counts);
  page = text.replaceAll(/\s+/g, ' ').replaceAll(' >', '>').replaceAll('> <', '><');
}, 300_000);
afterAll(() => month.syncs.close());

async function report(...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await month.syncs.print(['report', ...argv]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

/** The part of the page from one text to the next. */
function part(from: string, to: string): string {
  const start = page.indexOf(from);
  return page.slice(start, page.indexOf(to, start));
}

function truth({ account }: Aircall): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { started_at: at } of account.visibleCalls()) {
    const day = new Date(Number(at) * 1000).toISOString().slice(0, 10);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

describe('the report of an October with an outage, a lost week and a changed key', () => {
  test('says at first sight whether October is complete, who says so, and when', () => {
    expect(page).toMatch(
      /October 2026: <span class="state">✓ complete<\/span>\.<\/b> [\d,]+ calls of the account [\w-]{12}, verified against Aircall’s count, last 2026-11-0\d \d\d:\d\d UTC by the run <code>\d{8}T\d{9}Z-\w{6}</,
    );
  });

  test('shows the outage, the lost week and the changed key before anything else', () => {
    const know = part('id="know"', '</section>');
    expect(know).toContain('<b>4 runs did not end complete</b>, from 2026-10-09 00:00 UTC');
    expect(know).toContain('Aircall&#39;s API has a problem: it answered 503.');
    expect(know).toMatch(/Nothing was read for 7\.1 days:<\/b> no run was complete between 2026-10-1[34]/);
    expect(know).toContain('The days in between were read later, and are verified.');
    expect(know).toMatch(/The key was changed to that of another account:<\/b> from 2026-11-02/);
    expect(know.match(/<li>/g)).toHaveLength(3);
  });

  test('has the numbers of the account for each day, and Aircall’s own count beside them', () => {
    const table = part('id="days"', 'id="runs"');
    const rows = [
      ...table.matchAll(
        /<th scope="row">(\S+)<\/th><td class="n">([\d,]+)<\/td>(?:<td class="n ?(\w*)">([\d,–]+)<\/td>)?<td>(\w+)</g,
      ),
    ];
    const counts = truth(month.first);
    const october = rows.filter(
      ([, day = '', , , source]) => day.startsWith('2026-10') && source !== undefined,
    );
    expect(october).toHaveLength(31);
    for (const [, day = '', read, same, source, state] of october) {
      expect([day, read, same, source, state]).toEqual([
        day,
        String(counts.get(day) ?? 0),
        'same',
        String(counts.get(day) ?? 0),
        'verified',
      ]);
    }
  });

  test('counts the deletion, and shows the whole lists', () => {
    expect(part('Deletions</h3>', '</section>')).toContain('<th scope="row">users</th><td class="n">1</td>');
    const { users } = month.first.account;
    expect(page).toContain(
      `<th scope="row">users</th><td class="n">${users.size}</td><td class="n">${users.size}</td><td>yes</td>`,
    );
  });

  test('says what to do about each warning, and holds no secret', () => {
    expect(part('<code>account-changed</code>', '<ul>')).toContain('Use the former key');
    expect(page).not.toContain(month.first.apiToken);
    expect(page).not.toContain(month.first.apiId);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
  });
});

/** What the runs said, as one file of messages and as the text of a platform's log. */
async function otherForms(): Promise<{ messages: string; text: string }> {
  const runs = join(month.syncs.data, 'runs');
  const names = (await readdir(runs)).toSorted();
  const lines = (await Promise.all(names.map((name) => readFile(join(runs, name), 'utf8')))).flatMap((all) =>
    all.trimEnd().split('\n'),
  );
  const messages = lines.map((line) => {
    const { at: _at, ...message } = JSON.parse(line);
    return JSON.stringify(message);
  });
  const text = lines.flatMap((line) => {
    const { at, log } = JSON.parse(line);
    if (log === undefined)
      return [`${at.slice(0, 19).replace('T', ' ')} platform > Stream status TRACE received`];
    return [`${at.slice(0, 19).replace('T', ' ')} source > \u001B[34m${log.level}\u001B[0m ${log.message}`];
  });
  await writeFile(month.syncs.path('messages.jsonl'), `${messages.join('\n')}\n`);
  await writeFile(month.syncs.path('job.log'), `${text.join('\n')}\n`);
  return { messages: month.syncs.path('messages.jsonl'), text: month.syncs.path('job.log') };
}

/** What the paths prove together. */
async function proven(...paths: readonly string[]): Promise<unknown> {
  const accounts = accountsIn(await historyOf(readEntries(paths)));
  return accounts.map(({ account, streams }) => ({ account, streams }));
}

test('messages of read, a platform’s log and the folder prove the same, alone and together', async () => {
  const { messages, text } = await otherForms();
  const ofFolder = await proven(month.syncs.data);
  expect(await proven(messages)).toEqual(ofFolder);
  expect(await proven(text)).toEqual(ofFolder);
  expect(await proven(month.syncs.data, messages, text)).toEqual(ofFolder);
});

test.each<[readonly string[], RegExp]>([
  [[], /^source-aircall: report was given no folder and no file\. .*\(docs\/errors\.md#no-input\)\n$/],
  [
    ['nowhere'],
    /^source-aircall: nowhere cannot be read \(ENOENT\)\. .*\(docs\/errors\.md#input-not-read\)\n$/,
  ],
  [
    ['/dev/null'],
    /^source-aircall: There is no run in \/dev\/null\. .*\(docs\/errors\.md#nothing-to-report\)\n$/,
  ],
])('nothing to report on is an error with what to give: %j', async (paths, message) => {
  const { code, stdout, stderr } = await month.syncs.print(['report', ...paths]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(message);
});

describe('counts that are not those of the runs', () => {
  type Period = Record<string, unknown>;
  async function withCounts(change: (periods: Period[]) => Period[]): Promise<string> {
    const periods: Period[] = JSON.parse(await readFile(month.counts, 'utf8'));
    const path = month.syncs.path('changed-counts.json');
    await writeFile(path, JSON.stringify(change(periods)));
    return (await report(month.syncs.data, '--counts', path)).replaceAll(/\s+/g, ' ').replaceAll(' >', '>');
  }

  test('are said before anything else', async () => {
    const text = await withCounts((periods) =>
      periods.map((period, at) => (at === 4 ? { ...period, calls: Number(period['calls']) + 4 } : period)),
    );
    expect(text).toContain('✗ complete, but the counts differ');
    expect(text).toMatch(
      /<b>The counts differ for October 2026:<\/b> Aircall counted [\d,]+ calls on 2026-11-/,
    );
  });

  test('and cover days that no run read, are said as well', async () => {
    const text = await withCounts(([first = {}, ...rest]) => [
      { ...first, day: '2026-09-01', calls: 12 },
      first,
      ...rest,
    ]);
    expect(text).toMatch(/<b>No run read 2026-09-01:<\/b> Aircall counts 12 calls there\./);
  });

  test('or are of another account, are not compared', async () => {
    const text = await withCounts((periods) => periods.map((period) => ({ ...period, account: 'somebody' })));
    expect(text).toContain('The counts given are of another account (somebody), and are not compared.');
    expect(text).not.toContain('Aircall counted');
  });
});

test('a file that holds no counts is refused', async () => {
  const { code, stderr } = await month.syncs.print([
    'report',
    month.syncs.data,
    '--counts',
    month.syncs.path('config.json'),
  ]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('Give --counts the file that `count --json` printed.'),
  ]);
});
