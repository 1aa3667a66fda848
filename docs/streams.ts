import { streams } from '../src/streams/registry.ts';
import requests from './requests.json' with { type: 'json' };
import { syncModesOf, type Stream } from '../src/streams/stream.ts';

/** The streams to begin with. */
const suggested = streams.filter(({ isOptional = false }) => !isOptional);

export function streamNames(): readonly string[] {
  return suggested.map(({ name }) => name);
}

/** docs/catalog.json: the streams to begin with, for a first sync without an orchestrator. */
export function exampleCatalog(): string {
  const configured = suggested.map((stream) => ({
    stream: { name: stream.name, json_schema: {}, supported_sync_modes: syncModesOf(stream) },
    sync_mode: 'incremental',
    destination_sync_mode: 'append_dedup',
  }));
  return JSON.stringify({ streams: configured }, undefined, 2);
}

/** The table of README.md. */
export function streamTable(): string {
  const rows = streams.map(
    (stream) =>
      `| [\`${stream.name}\`](docs/streams.md#${stream.name}) | ${rowIs(stream)} | ${keyOf(stream)} | \`${stream.cursorField}\` | ${readBy(stream)} |`,
  );
  return [
    '| Stream | One row per | Primary key | Cursor | Read |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** The list of docs/aircall.md. */
export function streamList(): string {
  return streams
    .map(
      (stream) =>
        `- [${title(stream.name)}](streams.md#${stream.name}): one row per ${rowIs(stream)}. Primary key ${keyOf(stream)}, cursor \`${stream.cursorField}\`.`,
    )
    .join('\n');
}

/** How the tables join. */
const diagram = `\`\`\`mermaid
erDiagram
  users ||--o{ calls : "id = user_id, assigned_to_id, transferred_by_id, transferred_to_id"
  teams }o--o{ calls : "id in team_ids"
  teams }o--o{ users : "users[].id"
  tags }o--o{ calls : "id in tag_ids"
  numbers ||--o{ calls : "id = number_id"
  teams ||--o{ team_users : "id = team_id"
  users ||--o{ team_users : "id = user_id"
  numbers ||--o{ number_users : "id = number_id"
  users ||--o{ number_users : "id = user_id"
  users ||--o{ user_availability : "id"
  numbers ||--o{ whatsapp_templates : "id = number_id"
  users ||--o| dialer_campaigns : "id = user_id"
  users ||--o{ dialer_campaign_numbers : "id = user_id"
  contacts |o--o{ calls : "id = contact_id"
  deletions |o--|| users : "stream = users, key = id"
  deletions |o--|| teams : "stream = teams, key = id"
  deletions |o--|| tags : "stream = tags, key = id"
  deletions |o--|| numbers : "stream = numbers, key = id"
  deletions |o--|| webhooks : "stream = webhooks, key = webhook_id"
\`\`\``;

/** docs/streams.md. */
export function streamsPage(): string {
  return `# Streams and columns

Made from \`src/streams\` and \`schemas\` by \`npm run docs\`. A column named \`a.b\` is the field \`b\` of the object \`a\`; \`a[].b\` is a field of each element of the array \`a\`. Every column can be null except the primary key and the cursor. Times are in UTC; with \`timestamps: unix\` they are as Aircall sends them. Notes: _personal_ data, whose and of which kind ([what can be done with it](personal-data.md)); _computed_ by this connector; _not compared_: a change of this column alone does not write a row again.

${diagram}

${streams.map(section).join('\n\n')}

${requestsSection()}
`;
}

/** What each stream costs, as `npm run bench:requests` measured it. */
function requestsSection(): string {
  const rows = requests.map(
    ({ stream, rows: count, first, next }) => `| \`${stream}\` | ${count} | ${first} | ${next} |`,
  );
  return `## Requests

What each stream costs by itself, beside the one request that checks the key; measured on a simulated account of 300 calls, 137 users, 20 teams, 77 numbers, 120 tags and 12,500 contacts (\`npm run bench:requests\`, and a test holds the table true). The next sync is an hour later, and nothing has changed. Lists that several streams need are read once: \`team_users\` and \`deletions\` cost nothing beside the streams that they are made of, and thirty changed contacts cost one or two requests. What is asked for each call is within the look-back of seven days, on an account that has all add-ons ([conversation intelligence](conversation-intelligence.md)).

| Stream | Rows | First sync | Next sync |
| --- | --- | --- | --- |
${rows.join('\n')}

**Not streams.** Aircall's API cannot read messages (SMS and WhatsApp): it lists none, and tells of new ones by webhook only. For conversation trackers and outbound campaigns themselves no description of the answers exists.`;
}

function section(stream: Stream): string {
  const { name, schema, cursorField } = stream;
  return `## ${name}

${text(schema['description'])}

Primary key: ${keyOf(stream)}. Cursor: \`${cursorField}\`. Read: ${readBy(stream)}.

| Column | Type | Notes | Meaning |
| --- | --- | --- | --- |
${columns(schema, '').join('\n')}`;
}

/** What a mark of a column says to whoever uses the data. */
const NOTES = [
  ['x-derived', 'computed'],
  ['x-volatile', 'not compared'],
] as const;

function columns(schema: unknown, path: string): readonly string[] {
  return Object.entries(Object(part(schema, 'properties'))).flatMap(([name, column]) => {
    const place = `${path}${name}`;
    const items = part(column, 'items');
    const notes = [
      ...personalNote(part(column, 'x-personal')),
      ...NOTES.filter(([mark]) => part(column, mark) !== undefined).map(([, note]) => note),
    ];
    return [
      `| \`${place}\` | ${typeOf(column)} | ${notes.join(', ')} | ${text(part(column, 'description'))} |`,
      ...columns(column, `${place}.`),
      ...(items === undefined ? [] : columns(items, `${place}[].`)),
    ];
  });
}

/** Whose personal data a column holds, and of which kind. */
function personalNote(mark: unknown): readonly string[] {
  const [of, kind] = [part(mark, 'of'), part(mark, 'kind')];
  return of === undefined
    ? []
    : [`personal (${of === 'both' ? 'customer and agent' : text(of)}: ${text(kind)})`];
}

function typeOf(column: unknown): string {
  if (part(column, 'airbyte_type') === 'timestamp_with_timezone') return 'timestamp';
  const types = [part(column, 'type')].flat().filter((type) => type !== 'null');
  return types.map(String).join(' or ');
}

function rowIs({ schema }: Stream): string {
  const [, subject] = /^One row per (.*?)\.(?: |$)/.exec(text(schema['description'])) ?? [];
  if (subject === undefined) {
    throw new Error(`${String(schema['title'])}: the description of a stream begins with "One row per".`);
  }
  return subject;
}

function keyOf({ primaryKey }: Stream): string {
  return primaryKey.map((column) => `\`${column}\``).join(', ');
}

const READ_BY: Readonly<Record<Stream['source']['kind'], string>> = {
  windowed: 'what is new, and what may have changed since',
  updated:
    'the newest change first; all of it every `contacts_full_refresh_days`; only what is new, changed or gone is written',
  single: 'one request; written only if it is new or changed',
  snapshots: 'the whole list each time, all of it written; use append',
  'per-parent':
    'for each number, user or team again when it changed, and every seven days; only what is new, changed or gone is written',
  'per-call':
    'for each call that was answered, once it has been over for ten minutes; again while there is nothing; incremental only',
  'whole-list': 'the whole list each time; only what is new, changed or gone is written',
  deletions: 'by comparing each list with the sync before; incremental only',
};

function readBy({ source }: Stream): string {
  return READ_BY[source.kind];
}

function title(name: string): string {
  const words = name.replaceAll('_', ' ').replace('sms', 'SMS').replace('whatsapp', 'WhatsApp');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function text(value: unknown): string {
  return String(value).replaceAll('|', String.raw`\|`);
}

function part(schema: unknown, key: string): unknown {
  return typeof schema === 'object' && schema !== null ? Reflect.get(schema, key) : undefined;
}
