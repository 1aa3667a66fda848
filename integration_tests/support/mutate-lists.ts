import type { Aircall } from '../simulator/aircall.ts';
import type { Random } from '../simulator/random.ts';

type Change = (aircall: Aircall, random: Random) => void;

/** An element, or undefined where there is none. */
function pick<T>(random: Random, items: Iterable<T>): T | undefined {
  const all = [...items];
  return all.length === 0 ? undefined : random.pick(all);
}

function editRow(list: Map<number, unknown>, random: Random, patch: object): void {
  const id = pick(random, list.keys());
  if (id !== undefined) list.set(id, { ...Object(list.get(id)), ...patch });
}

function drop(list: Map<number, unknown>, random: Random): void {
  const id = pick(random, list.keys());
  if (id !== undefined) list.delete(id);
}

/** What may happen to the lists of a company, and to what belongs to their rows. */
const changes: readonly Change[] = [
  ({ account }) => void account.addUser(),
  ({ account }, random) => editRow(account.users, random, { name: `User ${random.int(0, 1e6)}` }),
  ({ account }, random) => drop(account.users, random),
  ({ account }) => void account.addTeam(),
  ({ account }, random) => drop(account.teams, random),
  ({ account }, random) => {
    const team = pick(random, account.teams.values());
    if (team === undefined) return;
    const user = pick(random, account.users.keys());
    const userIds = [...new Set([...team.userIds.slice(1), ...(user === undefined ? [] : [user])])];
    account.editTeam(team.id, { userIds });
  },
  ({ account }, random) => void account.addTag(`Tag ${random.int(0, 1e6)}`),
  ({ account }, random) => editRow(account.tags, random, { name: `Tag ${random.int(0, 1e6)}` }),
  ({ account }, random) => drop(account.tags, random),
  ({ account }, random) => editRow(account.numbers, random, { name: `Line ${random.int(0, 1e6)}` }),
  ({ account }, random) => {
    const number = pick(random, account.numbers.values());
    if (number !== undefined) account.editNumber(number.id, { userIds: number.userIds.slice(1) });
  },
  ({ account }, random) =>
    editRow(account.webhooks, random, { url: `https://example.com/${random.int(0, 1e6)}` }),
  ({ account }, random) => drop(account.webhooks, random),
  ({ account }, random) =>
    editRow(account.listAt('/v1/sms/templates'), random, { body: `Text ${random.int(0, 1e6)}` }),
  ({ account }, random) => drop(account.listAt('/v1/campaign_outcomes'), random),
  ({ account }) => void account.addContact(),
  ({ account }, random) => {
    const id = pick(random, account.contacts.keys());
    if (id !== undefined) account.editContact(id, { information: `Note ${random.int(0, 1e6)}` });
  },
  ({ account }, random) => editRow(account.contacts, random, { information: `Quiet ${random.int(0, 1e6)}` }),
  ({ account }, random) => drop(account.contacts, random),
  ({ account }, random) => {
    const templates = pick(random, account.perRow.templates.values());
    if (templates !== undefined)
      templates[0] = { ...templates[0], status: random.pick(['APPROVED', 'PAUSED']) };
  },
  ({ account }, random) => drop(account.perRow.campaigns, random),
  ({ account, clock }) => void account.addCall(Math.floor(clock.nowMs() / 1000) - 600),
];

/** One change to a list, chosen at random. */
export function mutateLists(aircall: Aircall, random: Random): void {
  random.pick(changes)(aircall, random);
}
