import type { Page, RowKey } from '../page.ts';

export type FakePerson = { readonly id: number; readonly name: string };

export function isFakePerson(row: object): row is FakePerson {
  return 'id' in row && 'name' in row;
}

/** A list in the order of creation that behaves like the API's, and may be changed between any two requests. */
export class FakeList {
  people: readonly FakePerson[];
  requests = 0;
  readonly asked: RowKey[] = [];
  /** What the API's count is off by. */
  offset = 0;
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
    const rows = order.slice((number - 1) * this.perPage, number * this.perPage);
    return {
      rows: rows.map((data) => ({ id: data.id, at: data.id * 1000, data })),
      total: this.people.length + this.offset,
      perPage: this.perPage,
    };
  };

  readonly exists = async (id: RowKey): Promise<boolean> => {
    this.beforeRequest(++this.requests);
    this.asked.push(id);
    await Promise.resolve();
    return this.people.some((person) => person.id === id);
  };
}

export function people(count: number): readonly FakePerson[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, name: 'same' }));
}
