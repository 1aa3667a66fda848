import { personName } from './names.ts';
import { itemAt, mix, mixShare, type Random } from './random.ts';

/** A JSON object as the API shows it. Nested objects may be shared between rows: never change one. */
export type Row = Record<string, unknown>;

export type User = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  readonly language: string;
  readonly timeZone: string;
  readonly wrapUpTime: number;
  /** A string: leading zeros count. */
  readonly extension: string;
  readonly defaultNumberId: number | null;
  readonly hours: 'always' | 'office' | 'never';
  readonly seed: number;
};

export type Team = {
  readonly id: number;
  readonly name: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  readonly userIds: readonly number[];
};

const zones = ['Etc/UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
const languages = ['en-US', 'fr-FR', 'de-DE', 'es-ES', 'en-GB'];
const substatuses = ['Out for lunch', 'On a break', 'In training', 'Back office', 'Other'];

export function inventUser(random: Random, id: number, createdAt: number, ordinal: number): User {
  const { first, last } = personName(random);
  return {
    id,
    name: `${first} ${last}`,
    email: `user-${ordinal}@example.com`,
    createdAt,
    language: random.pick(languages),
    timeZone: random.pick(zones),
    wrapUpTime: random.pick([0, 15, 30, 60]),
    extension: String(ordinal).padStart(3, '0'),
    defaultNumberId: null,
    hours: random.chance(0.6) ? 'office' : random.chance(0.9) ? 'always' : 'never',
    seed: random.int(0, 2 ** 31),
  };
}

export function inventTeam(random: Random, id: number, createdAt: number, users: readonly User[]): Team {
  const size = Math.min(users.length, random.int(0, 8));
  const members = new Set<number>();
  while (members.size < size) members.add(random.pick(users).id);
  return { id, name: `${random.pick(teamNames)} ${id % 1000}`, createdAt, userIds: [...members] };
}

const teamNames = ['Support', 'Sales', 'Équipe française', 'サポート', 'Billing & Returns', 'Тех. поддержка'];

/** `2026-06-18T10:11:02.000Z`, as `/v2/users` and teams write it. */
export function isoMillis(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** `2026-06-18T10:11:02Z`, as `/v1/users` writes it. */
function isoSeconds(seconds: number): string {
  return isoMillis(seconds).replace('.000Z', 'Z');
}

/** Monday to Friday, 8 to 18 UTC. */
export function officeHours(seconds: number): boolean {
  const hour = Math.floor(seconds / 3600);
  const weekday = (Math.floor(hour / 24) + 3) % 7;
  return weekday < 5 && hour % 24 >= 8 && hour % 24 < 18;
}

type Presence = { available: boolean; status: string; substatus: string; activity: string };

/** What a user is doing: another thing every quarter of an hour, and nobody records it. */
export function presence(user: User, now: number): Presence {
  const open = user.hours === 'always' || (user.hours === 'office' && officeHours(now));
  if (!open) {
    return { available: false, status: 'unavailable', substatus: 'always_closed', activity: 'offline' };
  }
  const mood = mixShare(user.seed, Math.floor(now / 900));
  if (mood < 0.15) {
    const substatus = itemAt(substatuses, mix(user.seed, Math.floor(now / 900) + 1) % substatuses.length);
    return { available: false, status: 'custom', substatus, activity: 'do_not_disturb' };
  }
  const activity = mood < 0.4 ? 'in_call' : mood < 0.5 ? 'after_call_work' : 'available';
  return { available: true, status: 'available', substatus: 'always_opened', activity };
}

/** A row of `/v2/users` (and, as it has the same fields, of one user). */
export function renderUser(user: User, now: number): Row {
  const { available, status, substatus } = presence(user, now);
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    direct_link: `https://api.aircall.io/v2/users/${user.id}`,
    language: user.language,
    created_at: isoMillis(user.createdAt),
    time_zone: user.timeZone,
    state: 'always_opened',
    wrap_up_time: user.wrapUpTime,
    extension: user.extension,
    availability_status: status,
    available,
    default_number_id: user.defaultNumberId,
    substatus,
  };
}

/** A row of the retired `/v1/users`: no substatus, no default number, another link and another time format. */
export function renderUserV1(user: User, now: number): Row {
  const { substatus: _substatus, default_number_id: _number, ...row } = renderUser(user, now);
  row['direct_link'] = `https://api.aircall.io/v1/users/${user.id}`;
  row['created_at'] = isoSeconds(user.createdAt);
  return row;
}

/** The user in a call (`user`, `assigned_to`, `transferred_to`, …). */
export function renderCallUser(user: User, now: number): Row {
  const { available, status } = presence(user, now);
  return {
    id: user.id,
    direct_link: `https://api.aircall.io/v1/users/${user.id}`,
    name: user.name,
    email: user.email,
    available,
    availability_status: status,
    created_at: isoMillis(user.createdAt),
    time_zone: user.timeZone,
    language: user.language,
    state: 'always_opened',
    wrap_up_time: user.wrapUpTime,
    extension: user.extension,
  };
}

/** The author of a comment or tag. */
export function renderAuthor(user: User, now: number): Row {
  const { available, status } = presence(user, now);
  return {
    id: user.id,
    direct_link: `https://api.aircall.io/v1/users/${user.id}`,
    name: user.name,
    email: user.email,
    available,
    availability_status: status,
    created_at: isoMillis(user.createdAt),
  };
}

/** The member of a team. */
function renderMember(user: User, now: number): Row {
  return {
    id: user.id,
    direct_link: `https://api.aircall.io/v1/users/${user.id}`,
    name: user.name,
    email: user.email,
    availability_status: presence(user, now).status,
    default_number_id: user.defaultNumberId,
    created_at: isoMillis(user.createdAt),
    time_zone: user.timeZone,
    language: user.language,
    wrap_up_time: user.wrapUpTime,
  };
}

/** Fields of a raw internal user row that Aircall once let slip into `transferred_by`. */
export const internalUserFields = ['authentication_token', 'intercom_hash', 'company_id'] as const;

/** `transferred_by` as it was once seen: the row of Aircall's own table instead of the public shape. */
export function renderInternalUser(user: User, now: number): Row {
  return {
    ...renderCallUser(user, now),
    company_id: 4711,
    authentication_token: 'invented-not-a-secret',
    intercom_hash: 'invented-not-a-hash',
  };
}

export function renderTeam(team: Team, users: ReadonlyMap<number, User>, now: number): Row {
  const members = team.userIds.map((id) => users.get(id)).filter((user) => user !== undefined);
  return {
    ...renderCallTeam(team),
    users: members.map((user) => renderMember(user, now)),
  };
}

/** A team in a call's `teams`. */
export function renderCallTeam(team: Team): Row {
  return {
    id: team.id,
    name: team.name,
    direct_link: `https://api.aircall.io/v1/teams/${team.id}`,
    created_at: isoMillis(team.createdAt),
  };
}
