import type { Existence } from '../http/look-up.ts';
import type { Page, RowKey } from '../sync/page.ts';
import type { ReadListPage } from '../sync/whole-list/list-pass.ts';

/** A list as the client has it: its pages, and its rows one by one. */
export type ListReader = {
  readonly readPage: ReadListPage;
  readonly lookUp: (key: RowKey) => Promise<Existence>;
};

/** The lists of one run, by stream. */
export class SharedLists {
  readonly #open = new Map<string, SharedList>();
  readonly #read = new Set<string>();

  /** The list itself; once it was read completely in this run, what was read of it. */
  open(name: string, list: () => ListReader): ListReader {
    const known = this.#open.get(name);
    if (known !== undefined && this.#read.has(name)) return known.again();
    const opened = new SharedList(list());
    this.#open.set(name, opened);
    return opened;
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
  /** The latest of each number, without the rows' content. */
  readonly #pages = new Map<number, Page>();
  readonly #answers = new Map<RowKey, Promise<Existence>>();

  constructor(list: ListReader) {
    this.#list = list;
  }

  readonly readPage: ReadListPage = async (number) => {
    const page = await this.#list.readPage(number);
    const rows = page.rows.map(({ id, at }) => ({ id, at, data: {} }));
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

  /** The same list once more, without a request for what was read. */
  again(): ListReader {
    const readPage: ReadListPage = async (number) => this.#pages.get(number) ?? this.#list.readPage(number);
    return { readPage, lookUp: this.lookUp };
  }
}
