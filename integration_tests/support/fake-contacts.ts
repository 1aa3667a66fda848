import type { ListedRow, Page, PageLimits, Row, RowKey } from '../../src/sync/page.ts';
import type { Query } from '../../src/sync/windowed/query.ts';

/** Times are epoch seconds; undefined: the API shows none. */
export type FakeContact = {
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
  readonly value: number;
};

/**
 * A list of contacts as the API has it: both bounds act on the time of creation and take their ends in; sorted by it, or by
 * the time of change. `onRequest` may change the list before each answer.
 */
export class FakeContacts {
  readonly contacts = new Map<number, FakeContact>();
  readonly limits: PageLimits;
  /** There, and not listed. */
  readonly hidden = new Set<number>();
  isOrderByIgnored = false;
  requests = 0;
  onRequest: () => void = () => undefined;
  #nextId: number;

  constructor(limits: PageLimits = { pageSize: 50, rowCap: 10_000, lastPage: 200 }, firstId = 1000) {
    this.limits = limits;
    this.#nextId = firstId;
  }

  add(at: number, { gap = 1, ...patch }: Partial<FakeContact> & { readonly gap?: number } = {}): number {
    const id = this.#nextId;
    this.#nextId += gap;
    this.contacts.set(id, { createdAt: at, updatedAt: at, value: 0, ...patch });
    return id;
  }

  /** `isTold`: the time of change moves with it. */
  edit(id: number, at: number, isTold = true): void {
    const contact = this.contacts.get(id);
    if (contact === undefined) return;
    this.contacts.set(id, { ...contact, value: contact.value + 1, ...(isTold && { updatedAt: at }) });
  }

  readonly readCreated = async ({ from, to, page }: Query): Promise<Page> => {
    this.#ask();
    const within = [...this.contacts].filter(([, { createdAt }]) => {
      const at = createdAt ?? 0;
      return at >= (from ?? Number.NEGATIVE_INFINITY) && at <= (to ?? Number.POSITIVE_INFINITY);
    });
    const sorted = within.toSorted(([a, x], [b, y]) => (x.createdAt ?? 0) - (y.createdAt ?? 0) || a - b);
    return this.#page(sorted, page, ({ createdAt }) => createdAt);
  };

  readonly readChanged = async (page: number): Promise<Page> => {
    this.#ask();
    const time = ({ createdAt, updatedAt }: FakeContact): number =>
      (this.isOrderByIgnored ? createdAt : updatedAt) ?? 0;
    const sorted = [...this.contacts].toSorted(([a, x], [b, y]) => time(y) - time(x) || b - a);
    const ordered = this.isOrderByIgnored ? sorted.toReversed() : sorted;
    return this.#page(ordered, page, ({ updatedAt }) => updatedAt);
  };

  readonly lookUp = async (key: RowKey): Promise<'found' | 'absent' | 'unknown'> => {
    this.#ask();
    return this.contacts.has(Number(key)) ? 'found' : 'absent';
  };

  rowOf(id: number, { createdAt, updatedAt, value }: FakeContact): Row {
    return { id, created_at: createdAt, updated_at: updatedAt, value };
  }

  #ask(): void {
    this.requests++;
    this.onRequest();
  }

  #page(
    sorted: readonly (readonly [number, FakeContact])[],
    number: number,
    at: (contact: FakeContact) => number | undefined,
  ): Page {
    const { pageSize, rowCap } = this.limits;
    const listed = sorted.filter(([id]) => !this.hidden.has(id));
    if (number * pageSize > rowCap) throw new Error('asked beyond the cap');
    const rows = listed
      .slice((number - 1) * pageSize, number * pageSize)
      .map(([id, contact]): ListedRow => ({ id, at: at(contact), data: this.rowOf(id, contact) }));
    return { rows, total: listed.length, perPage: pageSize };
  }
}
