import type { Aircall } from '../simulator/aircall.ts';
import { insightOf } from '../simulator/insights.ts';
import type { Row } from '../simulator/people.ts';
import type { Answer } from './query-truth.ts';

type Item = Readonly<Record<string, unknown>>;

/** What the queries about conversation intelligence have to find: of calls since `from` (epoch seconds) that were asked. */
export function expectedInsights(aircall: Aircall, from: number): Readonly<Record<string, Answer>> {
  const results = (part: string): readonly { readonly call: Row; readonly row: Row }[] => {
    const now = aircall.clock.nowMs() / 1000;
    return aircall.account.visibleCalls().flatMap((call) => {
      const { id, ended_at: endedAt } = call;
      const isAsked =
        typeof endedAt === 'number' && endedAt + 600 <= now && Number(call['started_at']) >= from;
      const row = isAsked
        ? insightOf(aircall.account, aircall.account.call(Number(id)), part, now)
        : undefined;
      return row === undefined ? [] : [{ call, row }];
    });
  };
  const seconds = new Map<unknown, { own: number; all: number }>();
  for (const { call, row } of results('transcription')) {
    const sum = seconds.get(userOf(call)) ?? { own: 0, all: 0 };
    for (const { start_time: start, end_time: end, participant_type: type } of itemsOf(
      Object(row['content']).utterances,
    )) {
      const length = Number(end) - Number(start);
      sum.all += length;
      if (type === 'internal') sum.own += length;
    }
    seconds.set(userOf(call), sum);
  }
  const sentiments = new Counts();
  for (const { call, row } of results('sentiments')) {
    const [external] = itemsOf(row['participants']).filter(({ type }) => type === 'external');
    for (const team of itemsOf(call['teams'])) sentiments.add([team['name'], external?.['value']]);
  }
  const topics = new Counts();
  for (const { call, row } of results('topics')) {
    const day = new Date(Number(call['started_at']) * 1000).toISOString().slice(0, 10);
    for (const topic of Array.isArray(row['content']) ? row['content'] : []) topics.add([day, topic]);
  }
  const items = new Counts();
  for (const { call, row } of results('action_items')) {
    itemsOf(row['action_items']).forEach(() => items.add([userOf(call)]));
  }
  return {
    'Share of the talk per agent': [...seconds].flatMap(([user, { own, all }]) =>
      user === null ? [] : [[user, own / all]],
    ),
    'Sentiment of callers per team': sentiments.rows(),
    'Topics over time': topics.rows(),
    'What agents agreed to do': items.rows().filter(([user]) => user !== null),
  };
}

class Counts {
  readonly #counts = new Map<string, number>();

  add(key: readonly unknown[]): void {
    const text = JSON.stringify(key);
    this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
  }

  rows(): Answer {
    return [...this.#counts].map(([key, count]) => [...JSON.parse(key), count]);
  }
}

function itemsOf(value: unknown): readonly Item[] {
  return (Array.isArray(value) ? value : []).filter(
    (item): item is Item => typeof item === 'object' && item !== null,
  );
}

function userOf(call: Row): unknown {
  return Object(call['user']).id ?? null;
}
