import { describe, expect, test } from 'vitest';
import type {
  AirbyteMessage,
  RecordMessage,
  StateMessage,
  StreamDescriptor,
} from '../../../src/protocol/messages.ts';
import { streams } from '../../../src/streams/registry.ts';
import { Ledger, truthOf } from '../../support/ledger.ts';
import { keptStates } from '../../support/output.ts';
import { platformFaults } from '../../support/platform-rules.ts';
import type { Evidence } from '../evidence.ts';

/** Airbyte's acceptance tests of incremental syncs. The far-future state is bypassed, see acceptance-test-config.yml. */
export function incrementalTests(evidence: () => Evidence): void {
  describe('incremental', () => {
    test('two_sequential_reads: the second brings nothing that the first brought, and says its states', async () => {
      const catalog = await evidence().catalog('incremental');
      const [first, second] = [await evidence().incremental(1), await evidence().incremental(2)];
      for (const run of [first, second]) {
        expect(platformFaults(run, { catalog })).toEqual([]);
        expect(run.exitCode).toBe(0);
        expect(run.lastStates).toHaveLength(streams.length);
      }
      expect(new Ledger().take(first).everything()).toEqual(truthOf(evidence().aircall.account));
      expect(second.news).toEqual([]);
    });

    test('two_sequential_reads: no record’s cursor lies after the state that covers it', async () => {
      const { messages } = await evidence().incremental(1);
      const states = messages
        .filter((message) => message.type === 'STATE')
        .filter(({ state }) => isOf('calls', state.stream.stream_descriptor));
      expect(states.length).toBeGreaterThan(1);
      for (const state of states) {
        const before = messages.slice(0, messages.indexOf(state));
        expect(cursorOf(state)).toBe(Math.max(...startsOf(before)));
      }
    });

    test('read_sequential_slices: from each state the rest comes, and only what lies behind its cursor', async () => {
      const first = await evidence().incremental(1);
      const catalog = await evidence().catalog('incremental');
      const states = first.states.filter(({ state }) => state.stream.stream_descriptor.name === 'calls');
      expect(states.length).toBeGreaterThan(1);
      for (const state of states) {
        const before = first.messages.slice(0, first.messages.indexOf(state));
        const { config } = evidence();
        const rest = await evidence().run('read', {
          config,
          catalog,
          state: keptStates(
            first.states.filter((each) => before.includes(each)),
            [state],
          ),
        });
        expect(rest.exitCode).toBe(0);
        const ledger = new Ledger();
        for (const { stream, data } of recordsOf(before)) ledger.put(stream, { ...data });
        expect(ledger.take(rest).everything()).toEqual(truthOf(evidence().aircall.account));
        const cursor = Number(cursorOf(state));
        expect(
          rest.rows('calls').filter((row) => Date.parse(String(row['started_at'])) / 1000 < cursor),
        ).toEqual([]);
      }
    });
  });
}

function cursorOf({ state }: StateMessage): unknown {
  const { stream_state: value } = state.stream;
  return 'started_at' in value ? value.started_at : undefined;
}

function isOf(stream: string, { name }: StreamDescriptor): boolean {
  return name === stream;
}

function recordsOf(messages: readonly AirbyteMessage[]): readonly RecordMessage['record'][] {
  return messages.flatMap((message) => (message.type === 'RECORD' ? [message.record] : []));
}

function startsOf(messages: readonly AirbyteMessage[]): readonly number[] {
  return recordsOf(messages).flatMap(({ data }) =>
    'started_at' in data ? [Date.parse(String(data.started_at)) / 1000] : [],
  );
}
