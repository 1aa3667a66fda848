import { describe, expect, test } from 'vitest';
import type { StateMessage } from '../../src/protocol/messages.ts';
import { coreStreams, catalogOf } from '../support/catalog.ts';
import { Ledger, truthOf } from '../support/ledger.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { World } from './emulations/world.ts';
import { program, run } from './target.ts';

const catalog = catalogOf();

/** What runners are known to do to the states that they were given. */
const habits: readonly (readonly [what: string, states: (kept: readonly StateMessage[]) => unknown])[] = [
  ['in any order', (kept) => kept.toReversed()],
  ['without the envelope', (kept) => kept.map(({ state }) => state)],
  ['without the counts, with an id and explicit nulls', (kept) => kept.map(withNulls)],
  [
    'as one object',
    (kept) => Object.fromEntries(kept.map(({ state: { stream } }) => [nameOf(stream), stream.stream_state])),
  ],
  [
    'as a GLOBAL state',
    (kept) => [
      {
        type: 'GLOBAL',
        global: { shared_state: null, stream_states: kept.map(({ state }) => state.stream) },
      },
    ],
  ],
  ...coreStreams.flatMap((lost) => [
    [
      `without that of ${lost}`,
      (kept: readonly StateMessage[]) => kept.filter(({ state }) => nameOf(state.stream) !== lost),
    ] as const,
    [
      `with an empty one of ${lost}`,
      (kept: readonly StateMessage[]) =>
        kept.map(({ state }) =>
          nameOf(state.stream) === lost ? { ...state, stream: { ...state.stream, stream_state: {} } } : state,
        ),
    ] as const,
  ]),
];

describe('states that a runner gives back', () => {
  test.each(habits)('%s lose nothing', async (_what, states) => {
    await using world = await World.begin(300);
    const { config, aircall } = world;
    const first = await run(program, 'read', { config, catalog });
    world.letAnHourPass();
    const second = await run(program, 'read', { config, catalog, state: states(first.lastStates) });
    expect(platformFaults(second, { catalog })).toEqual([]);
    expect(second.exitCode).toBe(0);
    expect(new Ledger().take(first).take(second).everything().calls).toEqual(truthOf(aircall.account).calls);
    const { users, teams } = new Ledger().take(first).take(second).everything();
    expect(teams).toEqual(truthOf(aircall.account).teams);
    // Who is gone can only be known by who was there.
    const here = new Set(truthOf(aircall.account).users.map(({ id }) => id));
    expect(users.filter(({ id }) => here.has(id))).toEqual(truthOf(aircall.account).users);
  });
});

function nameOf({ stream_descriptor: { name } }: StateMessage['state']['stream']): string {
  return name;
}

function withNulls({ state }: StateMessage, index: number): object {
  const {
    stream_descriptor: { name },
    stream_state,
  } = state.stream;
  return {
    type: 'STREAM',
    stream: { stream_descriptor: { name, namespace: null }, stream_state },
    global: null,
    data: null,
    sourceStats: null,
    destinationStats: null,
    id: index,
  };
}
