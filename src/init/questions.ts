import checkbox from '@inquirer/checkbox';
import confirm from '@inquirer/confirm';
import input from '@inquirer/input';
import password from '@inquirer/password';
import select from '@inquirer/select';
import { parseStartDate } from '../config/start-date.ts';
import { streams } from '../streams/registry.ts';

/** Where questions are asked, and what ends them. */
export type Terminal = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
};

export type Key = { readonly api_id: string; readonly api_token: string };

/** The key; what is typed of the token is not shown. */
export async function askKey(terminal: Terminal): Promise<Key> {
  const id = await input(
    {
      message: 'API ID (Aircall dashboard, Integrations & API, API Keys)',
      validate: (text) =>
        text.trim() === '' || text.includes(':') ? 'Enter the API ID alone, without the token.' : true,
    },
    terminal,
  );
  const token = await password(
    {
      message: 'API token (hidden)',
      mask: '*',
      validate: (text) => (text.trim() === '' ? 'Enter the API token.' : true),
    },
    terminal,
  );
  return { api_id: id.trim(), api_token: token.trim() };
}

/** The names of the streams to read; those that most companies have are chosen already. */
export async function askStreams(terminal: Terminal): Promise<readonly string[]> {
  return checkbox(
    {
      message: 'Which streams?',
      required: true,
      pageSize: 12,
      choices: streams.map(({ name, isOptional = false }) => ({ value: name, checked: !isOptional })),
    },
    terminal,
  );
}

/** A date, or undefined: all the calls that Aircall still shows. */
export async function askStartDate(terminal: Terminal): Promise<string | undefined> {
  const text = await input(
    {
      message: 'Calls since which date? (such as 2026-10-01; empty: all that Aircall still shows)',
      validate: (given) =>
        given.trim() === '' || typeof parseStartDate(given.trim()) === 'number'
          ? true
          : 'Enter a date such as 2026-10-01, or nothing.',
    },
    terminal,
  );
  return text.trim() === '' ? undefined : text.trim();
}

/** What shall become of personal data of customers. */
export async function askCustomerData(terminal: Terminal): Promise<'keep' | 'hash' | 'drop'> {
  return select(
    {
      message: 'Names, telephone numbers and other data of customers',
      choices: [
        { value: 'keep', name: 'keep as they are' },
        { value: 'hash', name: 'hash: the same person always gets the same hash; nobody can be identified' },
        { value: 'drop', name: 'drop' },
      ],
    },
    terminal,
  );
}

export async function askReplace(terminal: Terminal, paths: readonly string[]): Promise<boolean> {
  const what = paths.length === 1 ? `${paths[0]} exists` : `${paths.join(' and ')} exist`;
  return confirm({ message: `${what} already. Replace?`, default: false }, terminal);
}
