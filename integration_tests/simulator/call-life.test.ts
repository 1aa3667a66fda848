import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Aircall } from './aircall.ts';
import type { CallPlan } from './call-plan.ts';
import type { Row } from './people.ts';

const nowMs = Date.UTC(2026, 8, 15, 10, 0, 0);
const now = nowMs / 1000;
const plan: Partial<CallPlan> = {
  direction: 'inbound',
  answered: true,
  ringSeconds: 10,
  talkSeconds: 90,
  settleSeconds: 1200,
  startShift: 1,
  recordingSeconds: 40,
  voicemailSeconds: null,
  cost: '3.0',
  pricing: 'in_bundle',
  comments: [],
  tags: [],
  archivedAfter: null,
  assigned: null,
};

function company(knobs = {}): Aircall {
  return new Aircall({ calls: 0, nowMs, knobs, habits: { lateChangeShare: 0 } });
}

/** The call as the list shows it `seconds` after the beginning. */
function after(aircall: Aircall, seconds: number): Row {
  aircall.clock.advance((now + seconds) * 1000 - aircall.clock.nowMs());
  const [row] = aircall.listCalls({}).rows;
  if (row === undefined) throw new Error('no call');
  return row;
}

describe('a call', () => {
  test('rings, is answered, ends, is recorded and settles as the clock moves', () => {
    const aircall = company();
    const { id: userId } = aircall.account.addUser();
    aircall.account.addCall(now, { ...plan, userId });
    const user = { id: userId };
    expect(after(aircall, 9)).toMatchObject({
      status: 'initial',
      user: null,
      answered_at: null,
      ended_at: null,
      duration: 0,
    });
    expect(after(aircall, 10)).toMatchObject({
      status: 'answered',
      user,
      answered_at: now + 10,
      ended_at: null,
      duration: 0,
    });
    expect(after(aircall, 99)).toMatchObject({ status: 'answered', ended_at: null });
    expect(after(aircall, 100)).toMatchObject({
      status: 'done',
      ended_at: now + 100,
      duration: 90,
      recording: null,
      asset: null,
    });
    expect(after(aircall, 139)).toMatchObject({ recording: null });
    const recording = expect.stringMatching(/^https:\/\/recordings\.example\.com\//);
    const asset = expect.stringMatching(/^https:\/\/assets\.aircall\.io\/calls\/\d+\/recording$/);
    expect(after(aircall, 140)).toMatchObject({ recording, asset });
    expect(after(aircall, 1299)).toMatchObject({
      cost: '0.0',
      pricing_type: null,
      started_at: now,
      duration: 90,
    });
    expect(after(aircall, 1300)).toMatchObject({
      cost: '3.0',
      pricing_type: 'in_bundle',
      started_at: now + 1,
      duration: 99,
    });
  });

  test('that moves by a second as it settles moves in the list', () => {
    const aircall = company();
    aircall.account.addCall(now, plan);
    const { id } = aircall.account.addCall(now, { ...plan, startShift: 0 });
    const order = () => aircall.listCalls({}).rows.map((row) => row['id']);
    expect(order()[1]).toBe(id);
    expect(aircall.listCalls({ from: now }).meta.total).toBe(0);
    after(aircall, 1300);
    expect(order()[0]).toBe(id);
    expect(aircall.listCalls({ from: now }).meta.total).toBe(1);
  });

  test('that nobody answers is never "missed", and has its reason when it is over', () => {
    const aircall = company();
    const missed = {
      answered: false,
      talkSeconds: 0,
      missedReason: 'no_available_agent',
      recordingSeconds: null,
    };
    aircall.account.addCall(now, { ...plan, ...missed, voicemailSeconds: 5 });
    expect(after(aircall, 9)).toMatchObject({ status: 'initial', missed_call_reason: null });
    expect(after(aircall, 15)).toMatchObject({
      status: 'done',
      missed_call_reason: 'no_available_agent',
      answered_at: null,
      user: null,
      duration: 10,
      voicemail: expect.stringContaining('/voicemail.mp3'),
      asset: expect.stringContaining('/voicemail'),
    });
  });

  test.each([
    ['talk', 90],
    ['total', 100],
  ] as const)('has the duration of the knob %s from its end on', (duration, expected) => {
    const aircall = company({ duration });
    aircall.account.addCall(now, { ...plan, startShift: 0 });
    expect([after(aircall, 100)['duration'], after(aircall, 9999)['duration']]).toEqual([expected, expected]);
  });

  test('has signed URLs that differ at each reading, and nothing else that does', () => {
    const aircall = company();
    aircall.account.addCall(now, plan);
    const first = after(aircall, 5000);
    const second = after(aircall, 5000);
    expect(first['recording']).not.toBe(second['recording']);
    expect({ ...first, recording: 0, number: 0 }).toEqual({ ...second, recording: 0, number: 0 });
  });
});

describe('what a test may do to a call', () => {
  test('finish it now, answered or not', () => {
    const aircall = company();
    const talking = aircall.account.addCall(now, { ...plan, talkSeconds: 3000 });
    const ringing = aircall.account.addCall(now + 30, { ...plan, ringSeconds: 100 });
    after(aircall, 60);
    aircall.account.finishCall(talking.id);
    aircall.account.finishCall(ringing.id);
    expect(aircall.listCalls({}).rows).toMatchObject([
      { status: 'done', ended_at: now + 60, duration: 50 },
      { status: 'done', ended_at: now + 60, answered_at: null, duration: 30 },
    ]);
    expect(() => aircall.account.finishCall(talking.id)).toThrow('already ended');
  });

  test('settle it now', () => {
    const aircall = company();
    const { id } = aircall.account.addCall(now, plan);
    expect(() => aircall.account.settleCall(id)).toThrow('has not ended');
    after(aircall, 200);
    aircall.account.settleCall(id);
    expect(after(aircall, 200)).toMatchObject({ cost: '3.0', started_at: now + 1 });
  });

  test('move it, comment it, tag it, archive it, assign it', () => {
    const aircall = company();
    const { account } = aircall;
    const { id } = account.addCall(now, { ...plan, startShift: 0 });
    const user = account.addUser({ name: 'Ada' });
    const tag = account.addTag('urgent');
    after(aircall, 5000);
    account.shiftCall(id, -1);
    account.commentCall(id, 'first', user.id);
    account.commentCall(id, 'by a program');
    account.tagCall(id, tag.id, user.id);
    account.archiveCall(id);
    account.assignCall(id, user.id);
    const tagged = { id: tag.id, name: 'urgent', tagged_by: { id: user.id } };
    const posted = { content: 'first', posted_at: now + 5000, posted_by: { name: 'Ada' } };
    expect(after(aircall, 5000)).toMatchObject({
      started_at: now - 1,
      comments: [posted, { content: 'by a program', posted_by: null }],
      tags: [tagged],
      archived: true,
      assigned_to: { id: user.id },
    });
    account.unarchiveCall(id);
    expect(after(aircall, 5000)).toMatchObject({ archived: false });
  });

  test('comment it, of which it shows five', () => {
    const aircall = company();
    const { id } = aircall.account.addCall(now, plan);
    for (let n = 1; n <= 7; n += 1) aircall.account.commentCall(id, `remark ${n}`);
    const { comments } = after(aircall, 0);
    expect(comments).toMatchObject([1, 2, 3, 4, 5].map((n) => ({ content: `remark ${n}` })));
  });

  test('delete it', () => {
    const aircall = company();
    const { id } = aircall.account.addCall(now, plan);
    aircall.account.deleteCall(id);
    expect(aircall.listCalls({}).meta.total).toBe(0);
    expect(aircall.ask(`/v1/calls/${id}`).status).toBe(404);
    expect(() => aircall.account.deleteCall(id)).toThrow('no call');
  });
});

test('the list stays sorted and whole, whatever happens to the calls and the clock', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), at: fc.integer({ min: -3000, max: 3000 }) }),
    fc.record({ kind: fc.constantFrom('delete' as const, 'shift' as const), at: fc.nat(50) }),
    fc.record({ kind: fc.constant('advance' as const), at: fc.nat(2000) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const aircall = new Aircall({ calls: 0, nowMs, habits: { startShiftShare: 1 } });
      const { account } = aircall;
      const alive = new Set<number>();
      for (const { kind, at } of steps) {
        const id = [...alive][at % Math.max(1, alive.size)];
        if (kind === 'add') alive.add(account.addCall(now + at).id);
        else if (kind === 'advance') aircall.clock.advance(at * 1000);
        else if (id !== undefined && kind === 'delete' && alive.delete(id)) account.deleteCall(id);
        else if (id !== undefined && kind === 'shift') account.shiftCall(id, (at % 3) - 1);
        const { rows, meta } = aircall.listCalls({ perPage: 50, order: 'asc' });
        const places = rows.map((row) => [Number(row['started_at']), Number(row['id'])] as const);
        expect(places).toEqual(places.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
        const nowSeconds = Math.floor(aircall.clock.nowMs() / 1000);
        const begun = [...alive].filter((each) => account.call(each).startedAt <= nowSeconds);
        expect(meta.total).toBe(begun.length);
      }
    }),
    { numRuns: 100 },
  );
});
