import { expect, test } from 'vitest';
import type { SeenCall } from './answer.ts';
import { NOTHING } from './memory.ts';
import { noteSeen, planLook } from './note-seen.ts';

const HOUR = 3600;
const NOW = 1_790_000_000;
const options = { now: NOW, lowest: NOW - 7 * 24 * HOUR, takesVoicemails: true };

function voicemail(id: number, hoursAgo: number): SeenCall {
  const startedAt = NOW - hoursAgo * HOUR;
  return { id, startedAt, endedAt: startedAt + 60, isAnswered: false, isEligible: true };
}

test('a voicemail that came a day late is asked, once', () => {
  const memory = { ...NOTHING, seenFrom: NOW - 2 * HOUR, deepAt: NOW - 24 * HOUR, voicemails: new Set([1]) };
  const look = planLook(memory, options);
  expect(look).toMatchObject({ isDeep: true, callsFrom: NOW - 48 * HOUR });
  const first = noteSeen([voicemail(1, 30), voicemail(2, 30)], look, memory, NOW);
  expect(first.fresh.map(({ id }) => id)).toEqual([2]);
  const again = noteSeen([voicemail(1, 30), voicemail(2, 30)], look, first.memory, NOW);
  expect(again.fresh).toEqual([]);
});

test('once a day the voicemails that are older than two days are forgotten', () => {
  const memory = {
    ...NOTHING,
    seenFrom: NOW - 2 * HOUR,
    deepAt: NOW - 24 * HOUR,
    voicemails: new Set([7, 8]),
  };
  const deep = noteSeen([voicemail(8, 30)], planLook(memory, options), memory, NOW).memory;
  expect([deep.voicemails, deep.deepAt]).toEqual([new Set([8]), NOW]);
  const next = noteSeen([voicemail(9, 1)], planLook(deep, options), deep, NOW + HOUR).memory;
  expect(next.voicemails).toEqual(new Set([8, 9]));
});
