import type { ConfiguredStream } from '../protocol/catalog.ts';
import { streams } from '../streams/registry.ts';
import { SharedBudget } from '../sync/per-call/budget.ts';
import { CallFeed } from './call-feed.ts';

/** What the streams that ask for something of each call share in one run. */
export class Insights {
  readonly feed = new CallFeed();
  readonly budget: SharedBudget;
  readonly isWanted: boolean;

  /** For a run with this catalog. */
  static of(catalog: readonly ConfiguredStream[]): Insights {
    const isSelected = (name: string): boolean => catalog.some((configured) => configured.name === name);
    return new Insights(
      streams.filter(({ name, source }) => source.kind === 'per-call' && isSelected(name)).length,
    );
  }

  /** @param selected how many of them are selected */
  constructor(selected: number) {
    this.isWanted = selected > 0;
    this.budget = new SharedBudget(selected);
  }
}
