import { companyName, personName } from './names.ts';
import type { Row } from './people.ts';
import { e164, phoneLine } from './phone.ts';
import type { Random } from './random.ts';

export type Tag = {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
};

/** The six that every company has, named by their `description`. */
const systemTags = [
  ['Callback Request', 'queue_callback'],
  ['Called Back', 'queue_called_back'],
  ['Conference', 'conference'],
  ['Follow-up', 'follow_up_self_assign'],
  ['Voicemail Drop', 'voicemail_drop'],
  ['AI Voice Agent', 'voice_virtual_agent'],
] as const;
const ownTags = ['VIP', 'Réclamation', '緊急', 'Spam 🚫', 'Order #1', 'follow up\u00a0later'];

export function inventTags(firstId: number): Tag[] {
  const system = systemTags.map(([name, description], at) => ({
    id: firstId + at,
    name,
    color: '#29C8FF',
    description,
  }));
  const own = ownTags.map((name, at) => ({
    id: firstId + 100 + at,
    name,
    color: `#${(0x336699 + at * 0x1111).toString(16).toUpperCase()}`,
    description: at === 0 ? 'The most important ones' : null,
  }));
  return [...system, ...own];
}

export function renderTag(tag: Tag): Row {
  return { id: tag.id, name: tag.name, color: tag.color, description: tag.description };
}

export type Contact = {
  readonly id: number;
  /** Epoch seconds, as the API shows them. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly companyName: string | null;
  readonly information: string | null;
  readonly phones: readonly Entry[];
  readonly emails: readonly Entry[];
};

type Entry = { readonly id: number; readonly label: string | null; readonly value: string };

export function inventContact(random: Random, id: number, createdAt: number, before: number): Contact {
  const { first, last } = personName(random);
  const phones = random.chance(0.9) ? [{ id: id * 10, label: random.pick(['Main', 'Work', null]) }] : [];
  const emails = random.chance(0.5)
    ? [{ id: id * 10 + 1, label: 'Main', value: `contact-${id}@example.com` }]
    : [];
  return {
    id,
    createdAt,
    updatedAt: random.chance(0.5) ? createdAt : random.int(createdAt, Math.max(createdAt, before)),
    firstName: random.chance(0.9) ? first : null,
    lastName: random.chance(0.8) ? last : null,
    companyName: random.chance(0.4) ? companyName(random) : null,
    information: random.pick([null, '', 'Prefers e-mail']),
    phones: phones.map((entry) => ({ ...entry, value: e164(phoneLine(random).digits) })),
    emails,
  };
}

export function renderContact(contact: Contact): Row {
  return {
    id: contact.id,
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
    first_name: contact.firstName,
    last_name: contact.lastName,
    information: contact.information,
    company_name: contact.companyName,
    is_shared: true,
    direct_link: `https://api.aircall.io/v1/contacts/${contact.id}`,
    phone_numbers: contact.phones.map(({ id, label, value }) => ({ value, id, label })),
    emails: contact.emails.map(({ id, label, value }) => ({ value, id, label })),
  };
}

/** The company's webhooks as rows; `token` is the secret that signs their deliveries. */
export function inventWebhooks(count: number, createdAt: string): Row[] {
  return Array.from({ length: count }, (_, at) => {
    const uuid = `00000000-0000-4000-8000-${String(at + 1).padStart(12, '0')}`;
    return {
      id: 44_000_001 + at,
      direct_link: `https://api.aircall.io/v1/webhooks/${uuid}`,
      url: `https://example.com/webhooks/${at + 1}`,
      active: at % 3 !== 2,
      events: ['call.ended', 'contact.updated'],
      token: `invented-signing-token-${at + 1}`,
      created_at: createdAt,
      webhook_id: uuid,
      ...(at % 2 === 1 ? { custom_name: `Hook ${at + 1}` } : {}),
    };
  });
}
