import type { Row } from './people.ts';
import { badRequest, notFound, ok, type Reply } from './reply.ts';
import { list, type RouteContext } from './route-context.ts';

/** What a number or a user has that no list shows. */
export type PerRow = {
  /** WhatsApp templates by number. */
  readonly templates: Map<number, Row[]>;
  /** Dialer campaigns by user. */
  readonly campaigns: Map<number, Campaign>;
};

export type Campaign = { readonly row: Row; readonly numbers: Row[] };

/** The first number has more templates than a page holds, and the first user's campaign more numbers. */
export function inventPerRow(numberIds: readonly number[], userIds: readonly number[]): PerRow {
  return {
    templates: new Map(
      numberIds.filter((_, at) => at % 2 === 0).map((id, at) => [id, inventTemplates(at === 0 ? 120 : 3)]),
    ),
    campaigns: new Map(
      userIds.filter((_, at) => at % 4 === 0).map((id, at) => [id, inventCampaign(id, at === 0 ? 61 : 2)]),
    ),
  };
}

function inventTemplates(count: number): Row[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `template-${at + 1}`,
    wabaId: '100000000000001',
    name: `template_${at + 1}`,
    category: at % 2 === 0 ? 'UTILITY' : 'MARKETING',
    status: 'APPROVED',
    language: 'en',
  }));
}

function inventCampaign(userId: number, count: number): Campaign {
  return {
    row: { id: userId * 10, number_id: '1389850', created_at: '2026-01-02T03:04:05.000Z', phone_numbers: [] },
    numbers: Array.from({ length: count }, (_, at) => ({
      id: userId * 1000 + at,
      number: `1800555${String(at).padStart(4, '0')}`,
      called: at % 3 === 0,
      created_at: '2026-01-02T03:04:05.000Z',
    })),
  };
}

/** Pages by tokens: `limit` rows from `token` on. */
export function listTemplates({ account, query }: RouteContext, [id]: readonly string[]): Reply {
  if (!account.numbers.has(Number(id))) return notFound('The number');
  const all = account.perRow.templates.get(Number(id)) ?? [];
  const limit = Math.min(50, Number(query['limit'] ?? 20));
  const start = Number(query['token'] ?? 0);
  if (!Number.isInteger(start) || start < 0) return badRequest('token is not one of this list');
  const next = start + limit < all.length ? String(start + limit) : null;
  return ok({
    templates: all.slice(start, start + limit),
    pageInfo: { currentToken: query['token'] ?? null, nextToken: next, totalCount: all.length },
  });
}

export function oneCampaign({ account }: RouteContext, [id]: readonly string[]): Reply {
  const campaign = account.perRow.campaigns.get(Number(id));
  return campaign === undefined ? notFound('The dialer campaign') : ok(campaign.row);
}

export function listCampaignNumbers(context: RouteContext, [id]: readonly string[]): Reply {
  const campaign = context.account.perRow.campaigns.get(Number(id));
  return campaign === undefined
    ? notFound('The dialer campaign')
    : list(context, 'numbers', campaign.numbers, (row) => row);
}
