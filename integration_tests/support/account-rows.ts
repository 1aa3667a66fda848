import type { Account } from '../simulator/account.ts';
import { renderNumber } from '../simulator/numbers.ts';
import type { Row } from '../simulator/people.ts';
import { renderContact, renderTag } from '../simulator/small-lists.ts';
import { truthOf } from './ledger.ts';

/** What the streams whose rows are those of an account at one moment should hold, by stream: rows as Aircall shows them. */
export function accountRows(account: Account): Readonly<Record<string, readonly Row[]>> {
  const { users, teams, numbers, perRow, companyName, tags, contacts, webhooks } = account;
  const isUser = (id: number): boolean => users.has(id);
  return {
    ...truthOf(account),
    company: [{ name: companyName, users_count: users.size, numbers_count: numbers.size }],
    tags: [...tags.values()].map(renderTag),
    numbers: [...numbers.values()].map((number) => renderNumber(number, 0, 0)),
    webhooks: [...webhooks.values()].map(({ token: _token, ...row }) => row),
    sms_templates: plainRows(account, '/v1/sms/templates'),
    campaign_outcomes: plainRows(account, '/v1/campaign_outcomes'),
    contacts: [...contacts.values()].map(renderContact),
    team_users: [...teams.values()].flatMap(({ id, userIds }) =>
      userIds.filter(isUser).map((user) => ({ team_id: id, user_id: user })),
    ),
    number_users: [...numbers.values()].flatMap(({ id, userIds }) =>
      userIds.filter(isUser).map((user) => ({ number_id: id, user_id: user })),
    ),
    whatsapp_templates: [...perRow.templates].flatMap(([id, all]) =>
      numbers.has(id) ? all.map((row) => ({ ...row, number_id: id })) : [],
    ),
    dialer_campaigns: [...perRow.campaigns].flatMap(([id, { row }]) =>
      isUser(id) ? [{ ...row, user_id: id }] : [],
    ),
    dialer_campaign_numbers: [...perRow.campaigns].flatMap(([id, { numbers: all }]) =>
      isUser(id) ? all.map((row) => ({ ...row, user_id: id })) : [],
    ),
  };
}

function plainRows(account: Account, path: string): readonly Row[] {
  return [...account.listAt(path).values()].map((row) => ({ ...Object(row) }));
}
