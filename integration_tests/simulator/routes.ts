import { insight } from './insights.ts';
import type { Account } from './account.ts';
import { renderNumber } from './numbers.ts';
import { envelope, readBound, readOrder, readPage, type Query } from './paging.ts';
import { presence, renderTeam, renderUser, renderUserV1, type Row, type User } from './people.ts';
import type { Fetch } from './render-call.ts';
import { badRequest, edge, notFound, ok, type Reply } from './reply.ts';
import { byDate, list, within, type Handler, type RouteContext } from './route-context.ts';
import { listCampaignNumbers, listTemplates, oneCampaign } from './per-row.ts';
import { isPlainList } from './plain-lists.ts';
import { renderTag } from './small-lists.ts';
import {
  listContacts,
  listNumbers,
  listWebhooks,
  oneContact,
  oneNumber,
  oneTag,
  oneWebhook,
  plainList,
} from './small-routes.ts';

const addOn: Handler = ({ knobs }) => edge(typeof knobs.addOns === 'number' ? knobs.addOns : 403);

const routes: readonly (readonly [RegExp, Handler])[] = [
  [/^\/v1\/calls$/, listCalls],
  [/^\/v1\/ping$/, () => ok({ ping: 'pong' })],
  [/^\/v2\/users$/, (context) => listUsers(context, renderUser)],
  [/^\/v1\/teams$/, listTeams],
  // As without any of its filters.
  [/^\/v1\/calls\/search$/, listCalls],
  [/^\/v1\/calls\/(\d+)$/, oneCall],
  [/^\/v1\/calls\/(\d+)\/([a-z_]+)$/, insight],
  [/^\/v1\/company$/, company],
  [/^\/v1\/users$/, (context) => retired(context, () => listUsers(context, renderUserV1))],
  [/^\/v1\/users\/availabilities$/, (context) => listUsers(context, availability)],
  [/^\/v1\/users\/(\d+)\/availability$/, oneAvailability],
  [/^\/v2\/users\/([^/]+)\/numbers$/, numbersOfUser],
  [
    /^\/v1\/users\/([^/]+)$/,
    (context, params) => retired(context, () => oneUser(context, params, renderUserV1)),
  ],
  [/^\/v2\/users\/([^/]+)$/, (context, params) => oneUser(context, params, renderUser)],
  [/^\/v1\/users\/(\d+)\/dialer_campaign$/, oneCampaign],
  [/^\/v1\/users\/(\d+)\/dialer_campaign\/phone_numbers$/, listCampaignNumbers],
  [/^\/v1\/numbers\/(\d+)\/templates$/, listTemplates],
  [/^\/v1\/teams\/(\d+)$/, oneTeam],
  [/^\/v1\/numbers$/, listNumbers],
  [/^\/v1\/numbers\/(\d+)$/, oneNumber],
  [/^\/v1\/contacts(?:\/search)?$/, listContacts],
  [/^\/v1\/contacts\/(\d+)$/, oneContact],
  [/^\/v1\/tags$/, (context) => list(context, 'tags', [...context.account.tags.values()], renderTag)],
  [/^\/v1\/tags\/(\d+)$/, oneTag],
  [/^\/v1\/webhooks$/, listWebhooks],
  [/^\/v1\/webhooks\/([0-9a-f-]+)$/, oneWebhook],
  // Only an OAuth token may read it.
  [/^\/v1\/integrations\/me$/, () => edge(403)],
  [/^\/v1\/analytics\/.+$/, addOn],
];

/** The handler of a path, or undefined where the gateway knows none. */
export function route(path: string): ((context: RouteContext) => Reply) | undefined {
  for (const [pattern, handler] of routes) {
    const found = pattern.exec(path);
    if (found !== null) return (context) => handler(context, found.slice(1));
  }
  if (isPlainList(path)) return (context) => plainList(context, path);
  return undefined;
}

function listCalls(context: RouteContext): Reply {
  const { account, callList, knobs, query, requestNumber, now } = context;
  const page = readPage(query, knobs, requestNumber);
  if ('status' in page) return page;
  const from = readBound(query['from']);
  if (knobs.horizon === 'reject' && from !== undefined && from < account.horizon()) {
    return badRequest('from must be within the last six months');
  }
  const { calls, total } = callList.read(
    {
      from,
      to: readBound(query['to']),
      order: readOrder(query),
      offset: page.offset,
      limit: page.perPage,
      requestNumber,
    },
    now,
  );
  const fetch = fetchOf(query);
  const rows = calls.map((call) => account.render(call, requestNumber, fetch));
  return ok(envelope('calls', rows, page, total, context), 'application/json');
}

function oneCall({ account, query, requestNumber, now }: RouteContext, [id]: readonly string[]): Reply {
  const call = account.calls.shown(Number(id), now);
  return call === undefined
    ? notFound('The call')
    : ok({ call: account.render(call, requestNumber, fetchOf(query)) });
}

function fetchOf(query: Query): Fetch {
  return {
    contact: query['fetch_contact'] === 'true',
    shortUrls: query['fetch_short_urls'] === 'true',
    timeline: query['fetch_call_timeline'] === 'true',
    agents: query['fetch_aiva_conv'] === 'true',
  };
}

function company({ account }: RouteContext): Reply {
  const { companyName: name, users, numbers } = account;
  return ok({ company: { name, users_count: users.size, numbers_count: numbers.size } });
}

function retired({ knobs }: RouteContext, answer: () => Reply): Reply {
  if (knobs.usersV1 === 200) return answer();
  const gone = { error: 'Gone', troubleshoot: 'User V1 was retired, please use /v2/users' };
  return knobs.usersV1 === 404
    ? edge(404)
    : { status: 410, headers: { 'content-type': 'application/json' }, payload: gone };
}

function listUsers(context: RouteContext, render: (user: User, now: number) => Row): Reply {
  const users = byDate(within(context, [...context.account.users.values()]), context.query);
  return list(context, 'users', users, (user) => render(user, context.now));
}

function oneUser(
  { account, now }: RouteContext,
  [key = '']: readonly string[],
  render: typeof renderUser,
): Reply {
  const user = findUser(account, key);
  return user === undefined ? notFound('The user') : ok({ user: render(user, now) });
}

/** A user by id or by e-mail address. */
function findUser(account: Account, key: string): User | undefined {
  if (/^\d+$/.test(key)) return account.users.get(Number(key));
  return [...account.users.values()].find(({ email }) => email === decodeURIComponent(key));
}

function availability(user: User, now: number): Row {
  return { availability: presence(user, now).activity, id: user.id };
}

function oneAvailability({ account, now }: RouteContext, [id]: readonly string[]): Reply {
  const user = account.users.get(Number(id));
  return user === undefined ? notFound('The user') : ok({ availability: presence(user, now).activity });
}

function numbersOfUser(context: RouteContext, [key = '']: readonly string[]): Reply {
  const { account, now, requestNumber } = context;
  const user = findUser(account, key);
  if (user === undefined) return notFound('The user');
  const numbers = [...account.numbers.values()].filter(({ userIds }) => userIds.includes(user.id));
  return list(context, 'numbers', numbers, (number) => renderNumber(number, now, requestNumber));
}

/** Teams have no `from` and `to`. */
function listTeams(context: RouteContext): Reply {
  const { account, now } = context;
  const teams = byDate([...account.teams.values()], context.query);
  return list(context, 'teams', teams, (team) => renderTeam(team, account.users, now));
}

function oneTeam({ account, now }: RouteContext, [id]: readonly string[]): Reply {
  const team = account.teams.get(Number(id));
  return team === undefined ? notFound('The team') : ok({ team: renderTeam(team, account.users, now) });
}
