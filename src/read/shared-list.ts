import type { KeepRow } from './kept-rows.ts';
import type { Existence } from './look-up.ts';
import type { Page, RowKey } from '../sync/page.ts';
import type { ReadListPage } from '../sync/whole-list/list-pass.ts';

/** A list as the client has it: its pages, and its rows one by one. */
export type ListReader = {
  readonly readPage: ReadListPage;
  readonly lookUp: (key: RowKey) => Promise<Existence>;
};

/** What is kept of the rows of a list, by the list's name; undefined: nothing. */
export type Keep = (name: string) => KeepRow | undefined;

/** The lists of one run, by stream. */
export class SharedLists {
  readonly #keep: Keep;
  readonly #open = new Map<string, SharedList>();
  readonly #read = new Set<string>();

  constructor(keep: Keep = () => undefined) {
    this.#keep = keep;
  }

  /** The list itself; once it was read completely in this run, what was read of it. */
  open(name: string, list: () => ListReader): ListReader {
    const known = this.#open.get(name);
    if (known !== undefined && this.#read.has(name)) return known.again();
    const opened = new SharedList(list(), this.#keep(name));
    this.#open.set(name, opened);
    return opened;
  }

  /** The same for a stream that depends on the list: of its rows it gets what is kept. */
  dependent(name: string, list: () => ListReader): ListReader {
    const { lookUp, readPage } = this.open(name, list);
    const shared = this.#open.get(name);
    return {
      lookUp,
      readPage: async (number) => {
        const page = await readPage(number);
        return shared?.page(number) ?? page;
      },
    };
  }

  /** From now on nobody has to read the list again. */
  complete(name: string): void {
    if (this.#open.has(name)) this.#read.add(name);
  }

  wasRead(name: string): boolean {
    return this.#read.has(name);
  }
}

/** One reading of a list for all streams that depend on it: the second one gets the pages that the first one read. */
class SharedList implements ListReader {
  readonly #list: ListReader;
  readonly #keep: KeepRow | undefined;
  /** The latest of each number, with what is kept of the rows' content. */
  readonly #pages = new Map<number, Page>();
  readonly #answers = new Map<RowKey, Promise<Existence>>();

  constructor(list: ListReader, keep: KeepRow | undefined) {
    this.#list = list;
    this.#keep = keep;
  }

  readonly readPage: ReadListPage = async (number) => {
    const page = await this.#list.readPage(number);
    const rows = page.rows.map(({ id, at, data }) => ({ id, at, data: this.#keep?.(data) ?? {} }));
    this.#pages.set(number, { ...page, rows });
    return page;
  };

  readonly lookUp = (key: RowKey): Promise<Existence> => {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = this.#list.lookUp(key);
    this.#answers.set(key, answer);
    return answer;
  };

  /** A page that was read, with what is kept of its rows. */
  page(number: number): Page | undefined {
    return this.#pages.get(number);
  }

  /** The same list once more, without a request for what was read. */
  again(): ListReader {
    const readPage: ReadListPage = async (number) => this.#pages.get(number) ?? this.#list.readPage(number);
    return { readPage, lookUp: this.lookUp };
  }
}
