import { streams } from '../../src/streams/registry.ts';
import type { Account } from '../simulator/account.ts';
import type { Row } from '../simulator/people.ts';
import { accountRows } from './account-rows.ts';
import type { Output } from './output.ts';

/** What tells the rows of a stream apart, and the column whose change is compared; undefined: only keys are. */
const COMPARED: Readonly<Record<string, string | undefined>> = {
  company: 'users_count',
  users: 'name',
  teams: 'name',
  tags: 'name',
  numbers: 'name',
  webhooks: 'url',
  sms_templates: 'body',
  campaign_outcomes: 'label',
  team_users: undefined,
  number_users: undefined,
  calls: 'direction',
  contacts: 'information',
  whatsapp_templates: 'status',
  dialer_campaigns: 'number_id',
  dialer_campaign_numbers: 'called',
};

/** Every stream whose rows are those of an account at one moment. */
export const comparedStreams: readonly string[] = Object.keys(COMPARED);

/** For each row a text of its key, and of the value that is compared. */
type Table = ReadonlyMap<string, string>;

function keyOf(name: string, row: Row): string {
  const stream = streams.find((one) => one.name === name);
  return JSON.stringify(stream?.primaryKey.map((column) => row[column]));
}

function valueOf(name: string, row: Row): string {
  const column = COMPARED[name];
  return column === undefined ? '' : JSON.stringify(row[column] ?? null);
}

/** What the tables of a destination hold that takes each run's records, by key, and deletes what is told to be gone. */
export class Tables {
  readonly #rows = new Map<string, Map<string, string>>(comparedStreams.map((name) => [name, new Map()]));
  /** Written by a run that was killed before a state said so: what became of these until the next run cannot be known. */
  readonly #unsaid = new Set<string>();

  /** Takes the records of a run; `isKilled`: those of a stream after its last state are not said yet. */
  take(output: Output, isKilled = false): this {
    const unsaid = new Map<string, string[]>();
    for (const message of output.messages) {
      if (message.type === 'STATE') unsaid.delete(message.state.stream.stream_descriptor.name);
      if (message.type !== 'RECORD') continue;
      const { stream: name, data } = message.record;
      const row: Row = { ...data };
      const key = keyOf(name, row);
      unsaid.set(name, [...(unsaid.get(name) ?? []), key]);
      this.put(name, row);
    }
    if (isKilled)
      for (const [name, keys] of unsaid) for (const key of keys) this.#unsaid.add(`${name} ${key}`);
    return this;
  }

  put(name: string, row: Row): void {
    const key = keyOf(name, row);
    if (typeof row['_ab_cdc_deleted_at'] === 'string') this.#rows.get(name)?.delete(key);
    else this.#rows.get(name)?.set(key, valueOf(name, row));
  }

  /** Where a table differs from the account, but for rows of which that cannot be known. */
  differences(account: Account): readonly string[] {
    const truth = truthOf(account);
    return comparedStreams.flatMap((name) => {
      const [table, rows] = [
        this.#rows.get(name) ?? new Map<string, string>(),
        truth.get(name) ?? new Map<string, string>(),
      ];
      const keys = [...new Set([...table.keys(), ...rows.keys()])];
      return keys
        .filter((key) => !this.#unsaid.has(`${name} ${key}`) && table.get(key) !== rows.get(key))
        .map(
          (key) => `${name} ${key}: ${table.get(key) ?? 'missing'} instead of ${rows.get(key) ?? 'nothing'}`,
        );
    });
  }
}

function truthOf(account: Account): ReadonlyMap<string, Table> {
  const rows = accountRows(account);
  return new Map(
    comparedStreams.map((name) => [
      name,
      new Map((rows[name] ?? []).map((row) => [keyOf(name, row), valueOf(name, row)])),
    ]),
  );
}
