import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from '../simulator/account.ts';
import { comparedStreams, Tables } from './tables.ts';

/** The tables that the files of a folder of `sync` make: all rows in the order of the runs. */
export class TableFiles {
  readonly #tables: Tables;
  readonly #streams: readonly string[];

  private constructor(tables: Tables, streams: readonly string[]) {
    this.#tables = tables;
    this.#streams = streams;
  }

  static async read(folder: string): Promise<TableFiles> {
    const names = (await readdir(folder)).filter((name) => comparedStreams.includes(name));
    const tables = new Tables();
    for (const name of names) {
      for (const file of (await readdir(join(folder, name))).toSorted()) {
        const content = await readFile(join(folder, name, file), 'utf8');
        for (const line of content.trimEnd().split('\n')) tables.put(name, JSON.parse(line));
      }
    }
    return new TableFiles(tables, names);
  }

  /** Where a table differs from the account, in the streams that have files. */
  differences(account: Account): readonly string[] {
    return this.#tables
      .differences(account)
      .filter((difference) => this.#streams.includes(difference.split(' ')[0] ?? ''));
  }
}
