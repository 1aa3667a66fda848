import { shorten } from '../protocol/names.ts';
import { parseState, type States } from '../protocol/state.ts';
import { streams } from '../streams/registry.ts';
import { Oddities } from './oddities.ts';

/** The states given, and what was not understood of them. */
export function statesIn(given: unknown): {
  readonly state: States;
  readonly oddities: string | undefined;
} {
  const oddities = new Oddities();
  const state = parseState(given, (text) => oddities.add(text));
  for (const name of state.keys()) {
    if (!streams.some((stream) => stream.name === name))
      oddities.add(`${shorten(name)} is not a stream of this source`);
  }
  return { state, oddities: oddities.text };
}
