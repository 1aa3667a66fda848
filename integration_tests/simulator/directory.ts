import { inventNumber, type PhoneNumber } from './numbers.ts';
import { inventTeam, inventUser, isoMillis, type Row, type Team, type User } from './people.ts';
import { phoneLine } from './phone.ts';
import { inventPlainList, type PlainList } from './plain-lists.ts';
import { inventPerRow, type PerRow } from './per-row.ts';
import { mix, Random } from './random.ts';
import type { Roster } from './call-plan.ts';
import { inventContact, inventTags, inventWebhooks, type Contact, type Tag } from './small-lists.ts';

/** The size of everything but the calls. */
export type DirectorySize = {
  readonly users: number;
  readonly teams: number;
  readonly numbers: number;
  readonly contacts: number;
  readonly webhooks: number;
};

/** Users, teams, numbers, tags, contacts and webhooks of the company, and what may happen to them. */
export class Directory {
  readonly users = new Map<number, User>();
  readonly teams = new Map<number, Team>();
  readonly numbers = new Map<number, PhoneNumber>();
  readonly tags = new Map<number, Tag>();
  readonly contacts = new Map<number, Contact>();
  readonly webhooks: Map<number, Row>;
  readonly perRow: PerRow;
  companyName = 'Example Company';
  readonly #plain = new Map<string, PlainList | undefined>();
  readonly roster: Roster;
  readonly #random: Random;
  readonly #nowSeconds: () => number;
  #added = 0;

  constructor(size: DirectorySize, seed: number, nowSeconds: () => number) {
    const random = new Random(mix(seed, 11));
    this.#random = random;
    this.#nowSeconds = nowSeconds;
    const now = nowSeconds();
    const past = (at: number, count: number): number =>
      now - 86_400 * 200 - (count - at) * 7_201 - (mix(seed, at) % 7_000);
    for (let n = 0; n < size.users; n += 1) {
      const user = inventUser(random, 1_981_305 + n * 3, past(n, size.users), n + 1);
      this.users.set(user.id, user);
    }
    const userIds = [...this.users.keys()];
    for (let n = 0; n < Math.max(1, size.numbers); n += 1) {
      const number = inventNumber(random, 1_389_850 + n, past(n, size.numbers), userIds);
      this.numbers.set(number.id, number);
    }
    for (const user of this.users.values()) {
      if (random.chance(0.6))
        this.users.set(user.id, { ...user, defaultNumberId: random.pick([...this.numbers.keys()]) });
    }
    const users = [...this.users.values()];
    for (let n = 0; n < size.teams; n += 1) {
      const team = inventTeam(random, 244_846 + n, past(n, size.teams), users);
      this.teams.set(team.id, team);
    }
    for (const tag of inventTags(2_725_523)) this.tags.set(tag.id, tag);
    for (let n = 0; n < size.contacts; n += 1) {
      const contact = inventContact(random, 482_393_544 + n, past(n, size.contacts), now);
      this.contacts.set(contact.id, contact);
    }
    this.perRow = inventPerRow([...this.numbers.keys()], userIds);
    const webhooks = inventWebhooks(size.webhooks, isoMillis(past(0, 1)));
    this.webhooks = new Map(webhooks.map((row) => [Number(row['id']), row]));
    this.roster = {
      userIds,
      numberIds: [...this.numbers.keys()],
      teamIds: [...this.teams.keys()],
      tagIds: [...this.tags.keys()],
      contactIds: [...this.contacts.keys()],
      callers: Array.from({ length: 2000 }, () => phoneLine(random)),
    };
  }

  /** A list of nothing but rows; undefined where no stream has such a path. */
  plainList(path: string): PlainList | undefined {
    if (!this.#plain.has(path)) this.#plain.set(path, inventPlainList(path));
    return this.#plain.get(path);
  }

  /** What the list at this path shows, by id. */
  listAt(path: string): Map<number, unknown> {
    const { users, teams, tags, numbers, contacts, webhooks } = this;
    const own: Readonly<Record<string, Map<number, unknown>>> = {
      '/v2/users': users,
      '/v1/teams': teams,
      '/v1/tags': tags,
      '/v1/numbers': numbers,
      '/v1/contacts': contacts,
      '/v1/webhooks': webhooks,
    };
    const list = own[path] ?? this.plainList(path)?.rows;
    if (list === undefined) throw new RangeError(`nothing is listed at ${path}`);
    return list;
  }

  /** A user who joins now, unless `patch` says otherwise. */
  addUser(patch: Partial<User> = {}): User {
    const ordinal = this.#next();
    const user = {
      ...inventUser(this.#random, 3_000_000 + ordinal, this.#nowSeconds(), 10_000 + ordinal),
      ...patch,
    };
    this.users.set(user.id, user);
    return user;
  }

  editUser(id: number, patch: Partial<User>): User {
    return edit(this.users, id, patch);
  }

  renameUser(id: number, name: string): User {
    return edit(this.users, id, { name });
  }

  /** Gone without a trace: 404 by id, and null wherever a call or a comment named the user. */
  deleteUser(id: number): void {
    remove(this.users, id);
  }

  addTeam(patch: Partial<Team> = {}): Team {
    const users = [...this.users.values()];
    const team = { ...inventTeam(this.#random, 300_000 + this.#next(), this.#nowSeconds(), users), ...patch };
    this.teams.set(team.id, team);
    return team;
  }

  editTeam(id: number, patch: Partial<Team>): Team {
    return edit(this.teams, id, patch);
  }

  renameTeam(id: number, name: string): Team {
    return edit(this.teams, id, { name });
  }

  /** Calls keep a null in the place of a deleted team. */
  deleteTeam(id: number): void {
    remove(this.teams, id);
  }

  addTag(name: string): Tag {
    const tag = { id: 4_000_000 + this.#next(), name, color: '#FF8800', description: null };
    this.tags.set(tag.id, tag);
    return tag;
  }

  renameTag(id: number, name: string): Tag {
    return edit(this.tags, id, { name });
  }

  /** A deleted tag disappears from every call. */
  deleteTag(id: number): void {
    remove(this.tags, id);
  }

  addContact(patch: Partial<Contact> = {}): Contact {
    const now = this.#nowSeconds();
    const contact = { ...inventContact(this.#random, 600_000_000 + this.#next(), now, now), ...patch };
    this.contacts.set(contact.id, contact);
    return contact;
  }

  /** Moves `updated_at` to now, unless `patch` says otherwise. */
  editContact(id: number, patch: Partial<Contact>): Contact {
    return edit(this.contacts, id, { updatedAt: this.#nowSeconds(), ...patch });
  }

  deleteContact(id: number): void {
    remove(this.contacts, id);
  }

  editNumber(id: number, patch: Partial<PhoneNumber>): PhoneNumber {
    return edit(this.numbers, id, patch);
  }

  #next(): number {
    this.#added += 1;
    return this.#added;
  }
}

function edit<T extends object>(map: Map<number, T>, id: number, patch: Partial<T>): T {
  const known = map.get(id);
  if (known === undefined) throw new RangeError(`the account has nothing with id ${id} to change`);
  const changed = { ...known, ...patch };
  map.set(id, changed);
  return changed;
}

function remove<T>(map: Map<number, T>, id: number): void {
  if (!map.delete(id)) throw new RangeError(`the account has nothing with id ${id} to delete`);
}
