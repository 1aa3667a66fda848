import type { Page, RowKey } from '../../src/sync/page.ts';

export type FakePerson = { readonly id: number; readonly name: string };

export function isFakePerson(row: object): row is FakePerson {
  return 'id' in row && 'name' in row;
}

/** A list in the order of creation that behaves like the API's, and may be changed between any two requests. */
export class FakeList {
  people: readonly FakePerson[];
  requests = 0;
  readonly asked: RowKey[] = [];
  /** What the API says of a count. */
  total: (count: number) => number = (count) => count;
  /** The time of a row, epoch milliseconds. */
  at: (id: number) => number | undefined = (id) => id * 1000;
  /** Rows that are too large to be had. */
  isTooLarge: (id: number) => boolean = () => false;
  perPage = 50;
  /** All were created in the same second, and come in another order at each request. */
  shuffled = false;
  beforeRequest: (request: number) => void = () => undefined;

  constructor(list: readonly FakePerson[]) {
    this.people = list;
  }

  readonly readPage = async (number: number): Promise<Page> => {
    this.beforeRequest(++this.requests);
    await Promise.resolve();
    if (number * 50 > 10_000) throw new Error(`page ${number} is past the cap`);
    const { requests } = this;
    const noise = (id: number): number => Math.imul(id * 7919 + requests * 104_729, 0x9e37_79b1) >>> 0;
    const order = this.shuffled ? this.people.toSorted((a, b) => noise(a.id) - noise(b.id)) : this.people;
    const first = (number - 1) * this.perPage;
    const page = order.slice(first, first + this.perPage);
    const tooLarge = page.flatMap(({ id }, index) => (this.isTooLarge(id) ? [first + index + 1] : []));
    return {
      rows: page
        .filter(({ id }) => !this.isTooLarge(id))
        .map((data) => ({ id: data.id, at: this.at(data.id), data })),
      ...(tooLarge.length > 0 && { tooLarge }),
      total: this.total(this.people.length),
      perPage: this.perPage,
    };
  };

  /** What is asked for by its key, and says so. */
  answer: (id: RowKey) => 'found' | 'absent' | 'unknown' = (id) =>
    this.people.some((person) => person.id === id) ? 'found' : 'absent';

  readonly lookUp = async (id: RowKey): Promise<'found' | 'absent' | 'unknown'> => {
    this.beforeRequest(++this.requests);
    this.asked.push(id);
    await Promise.resolve();
    return this.answer(id);
  };
}

export function people(count: number): readonly FakePerson[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, name: 'same' }));
}
