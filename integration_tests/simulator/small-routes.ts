import { renderNumber } from './numbers.ts';
import { envelope, readPage } from './paging.ts';
import { renderUserV1 } from './people.ts';
import { edge, notFound, ok, type Reply } from './reply.ts';
import type { Row } from './people.ts';
import { byDate, list, within, type RouteContext } from './route-context.ts';
import { renderContact, renderTag } from './small-lists.ts';

export function listNumbers(context: RouteContext): Reply {
  const { account, now, requestNumber } = context;
  const numbers = byDate(within(context, [...account.numbers.values()]), context.query);
  return list(context, 'numbers', numbers, (number) => renderNumber(number, now, requestNumber));
}

/** Only here does a number say who its users are. */
export function oneNumber({ account, now, requestNumber }: RouteContext, [id]: readonly string[]): Reply {
  const number = account.numbers.get(Number(id));
  if (number === undefined) return notFound('The number');
  const users = number.userIds
    .map((userId) => account.users.get(userId))
    .filter((user) => user !== undefined);
  const row = renderNumber(number, now, requestNumber);
  return ok({ number: { ...row, users: users.map((user) => renderUserV1(user, now)) } });
}

/** `from` and `to` act on `created_at` also when `order_by` is `updated_at` (observed). */
export function listContacts(context: RouteContext): Reply {
  const { account, knobs, query } = context;
  const bounds = { from: knobs.contactsFrom, to: knobs.contactsTo };
  const contacts = within(context, [...account.contacts.values()], bounds);
  const updated = query['order_by'] === 'updated_at' && knobs.contactsOrderBy === 'honoured';
  const dated = contacts.map((contact) => ({
    contact,
    id: contact.id,
    createdAt: updated ? contact.updatedAt : contact.createdAt,
  }));
  return list(context, 'contacts', byDate(dated, query), ({ contact }) => renderContact(contact));
}

export function oneContact({ account }: RouteContext, [id]: readonly string[]): Reply {
  const contact = account.contacts.get(Number(id));
  return contact === undefined ? notFound('The contact') : ok({ contact: renderContact(contact) });
}

export function oneTag({ account }: RouteContext, [id]: readonly string[]): Reply {
  const tag = account.tags.get(Number(id));
  return tag === undefined ? notFound('The tag') : ok({ tag: renderTag(tag) });
}

/** A list of the registry's that has no route of its own. */
export function plainList(context: RouteContext, path: string): Reply {
  const [, listPath = path, id] = /^(.+)\/(?:id-)?(\d+)$/.exec(path) ?? [];
  const found = context.account.plainList(listPath);
  if (id !== undefined) return plainRow(found?.rows.get(Number(id)));
  return found === undefined
    ? edge(404)
    : list(context, found.rowsKey, [...found.rows.values()], (row) => row);
}

function plainRow(row: Row | undefined): Reply {
  return row === undefined ? notFound('The row') : ok({ row });
}

/** Meta comes first and has no links (observed). */
export function listWebhooks(context: RouteContext): Reply {
  const { account, knobs, query, requestNumber } = context;
  const page = readPage(query, knobs, requestNumber);
  if ('status' in page) return page;
  const webhooks = [...account.webhooks.values()].slice(page.offset, page.offset + page.perPage);
  const { meta } = envelope('webhooks', webhooks, page, account.webhooks.size, context);
  const { next_page_link: _next, previous_page_link: _previous, ...rest } = meta;
  return ok({ meta: rest, webhooks }, 'application/json');
}

export function oneWebhook({ account }: RouteContext, [id]: readonly string[]): Reply {
  const webhook = [...account.webhooks.values()].find((row) => row['webhook_id'] === id);
  return webhook === undefined ? notFound('The webhook') : ok({ webhook }, 'application/json');
}
