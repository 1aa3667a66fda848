import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { streams } from '../../src/streams/registry.ts';
import { Aircall } from '../simulator/aircall.ts';
import type { Row } from '../simulator/people.ts';
import { serve } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';

const KEY = 'an invented key of some length';

/** Every personal value of this account holds one of these, so that it is found wherever it goes. */
const CUSTOMER = 'Qcustomer';
const AGENT = 'Qagent';

/** Digits that no ID, time or hash is likely to hold. */
const CUSTOMER_DIGITS = '8005550';

const ALL = catalogOf(streams.map(({ name }) => name));

function markedAccount(): Aircall {
  const aircall = new Aircall({
    calls: 130,
    users: 12,
    teams: 5,
    numbers: 4,
    contacts: 60,
    days: 20,
    edgeCases: false,
    inProgress: false,
    habits: { lateChangeShare: 0.3 },
  });
  const { account } = aircall;
  for (const [id, user] of account.users)
    account.users.set(id, { ...user, name: `${AGENT} ${id}`, email: `${AGENT}.${id}@example.com` });
  for (const [id, contact] of account.contacts) {
    account.contacts.set(id, {
      ...contact,
      firstName: `${CUSTOMER} ${id}`,
      lastName: CUSTOMER,
      companyName: `${CUSTOMER} Ltd`,
      information: `Ask for ${CUSTOMER}`,
      phones: [{ id: 1, label: 'Main', value: `+1${CUSTOMER_DIGITS}${id}` }],
      emails: [{ id: 2, label: 'Main', value: `${CUSTOMER}@example.com` }],
    });
  }
  for (const id of account.callIds()) account.commentCall(id, `Ask for ${CUSTOMER}, says ${AGENT}`);
  for (const campaign of account.perRow.campaigns.values())
    for (const [at, row] of campaign.numbers.entries())
      campaign.numbers[at] = { ...row, number: `1${CUSTOMER_DIGITS}${at}` };
  return aircall;
}

type Sync = (options: object, state?: unknown) => Promise<HereRun>;

async function within(play: (aircall: Aircall, sync: Sync) => Promise<void>): Promise<void> {
  const aircall = markedAccount();
  const served = await serve(aircall);
  try {
    await play(aircall, (options, state) =>
      runHere('read', {
        config: { ...configFor(aircall, served.url), ...options },
        catalog: ALL,
        state,
        flags: ['--debug'],
      }),
    );
  } finally {
    await served.close();
  }
}

/** Every byte that a run said, and its texts in the forms that a reader may decode. */
function said(run: HereRun): string {
  const text = `${run.lines.join('\n')}\n${run.stderr}`;
  const base64 = text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? [];
  const decoded = base64.map((part) => Buffer.from(part, 'base64').toString('latin1'));
  return [text, decodeURIComponent(text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25')), ...decoded].join('\n');
}

function has(run: HereRun, marker: string): boolean {
  return said(run).toLowerCase().includes(marker.toLowerCase());
}

test.each([
  [{}, true, true],
  [{ customer_data: 'drop' }, false, true],
  [{ customer_data: 'hash', personal_data_key: KEY }, false, true],
  [{ agent_data: 'drop' }, true, false],
  [{ agent_data: 'hash', personal_data_key: KEY }, true, false],
  [{ customer_data: 'hash', agent_data: 'drop', personal_data_key: KEY }, false, false],
] as const)('%j: customers leave: %s, agents leave: %s', (options, customers, agents) =>
  within(async (aircall, sync) => {
    const run = await sync(options);
    expect(run.exitCode).toBe(0);
    expect([has(run, CUSTOMER), has(run, CUSTOMER_DIGITS)]).toEqual([customers, customers]);
    expect(has(run, AGENT)).toBe(agents);
    expect(has(run, KEY)).toBe(false);
    aircall.clock.advance(3_600_000);
    const [user] = aircall.account.users.keys();
    aircall.account.deleteUser(user ?? 0);
    const second = await sync(options, run.lastStates);
    expect([has(second, CUSTOMER), has(second, AGENT)]).toEqual([
      customers && has(second, CUSTOMER),
      agents && has(second, AGENT),
    ]);
  }),
);

test.each([{ customer_data: 'drop' }, { customer_data: 'hash', personal_data_key: KEY }])(
  'an unknown column, a value of another type and an error that quotes data say nothing: %j',
  (options) =>
    within(async (aircall, sync) => {
      const drift = { surprise: CUSTOMER, status: { who: CUSTOMER }, raw_digits: { digits: CUSTOMER } };
      aircall.fault(
        { path: '/v1/calls' },
        { kind: 'payload', edit: (body) => withDrift(body, drift) },
        Infinity,
      );
      aircall.fault(
        { path: '/v1/tags' },
        { kind: 'status', status: 400, body: JSON.stringify({ error: CUSTOMER }) },
        Infinity,
      );
      const run = await sync(options);
      expect(run.codes('WARN')).toContain('schema-drift');
      expect(run.end('tags')).toBe('INCOMPLETE');
      expect(run.end('calls')).toBe('COMPLETE');
      expect(has(run, CUSTOMER)).toBe(false);
    }),
);

function withDrift(body: Row, drift: object): Row {
  const { calls, ...rest } = Object(body);
  return { ...rest, calls: calls.map((row: object) => ({ ...row, ...drift })) };
}

test('joins over hashes count as those over the values, by SQL', () =>
  within(async (_aircall, sync) => {
    const kept = await sync({});
    const hashed = await sync({ customer_data: 'hash', agent_data: 'hash', personal_data_key: KEY });
    expect(countsIn(hashed)).toEqual(countsIn(kept));
    expect(countsIn(kept).callsOfUsers).toBeGreaterThan(50);
  }));

/** Calls by customer, and calls that meet a user by e-mail address. */
function countsIn(run: HereRun): { readonly callsByCustomer: unknown; readonly callsOfUsers: number } {
  const database = new DatabaseSync(':memory:');
  database.exec('create table calls (phone text, agent text); create table users (email text)');
  const call = database.prepare('insert into calls values (?, ?)');
  for (const row of run.rows('calls')) call.run(textOf(row['raw_digits']), textOf(Object(row['user']).email));
  const user = database.prepare('insert into users values (?)');
  for (const row of run.rows('users')) user.run(textOf(row['email']));
  // Kept numbers have spaces where people put them.
  const customer = "replace(replace(replace(phone, ' ', ''), '-', ''), '+', '')";
  const callsByCustomer = database
    .prepare(`select count(*) as calls from calls group by ${customer} order by calls`)
    .all();
  const [joined] = database.prepare('select count(*) as calls from calls join users on agent = email').all();
  database.close();
  return { callsByCustomer, callsOfUsers: Number(joined?.['calls']) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

test('another choice sends what is within reach once more', () =>
  within(async (_aircall, sync) => {
    const first = await sync({});
    const second = await sync({ customer_data: 'drop' }, first.lastStates);
    expect(second.rows('contacts')).toHaveLength(first.rows('contacts').length);
    expect(second.rows('calls').length).toBeGreaterThan(0);
    expect((await sync({ customer_data: 'drop' }, second.lastStates)).rows('contacts')).toEqual([]);
  }));
