import { streams } from '../src/streams/registry.ts';
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
  deletions |o--|| users : "stream = users, key = id"
  deletions |o--|| teams : "stream = teams, key = id"
  deletions |o--|| tags : "stream = tags, key = id"
  deletions |o--|| numbers : "stream = numbers, key = id"
\`\`\``;

/** docs/streams.md. */
export function streamsPage(): string {
  return `# Streams and columns

Made from \`src/streams\` and \`schemas\` by \`npm run docs\`. A column named \`a.b\` is the field \`b\` of the object \`a\`; \`a[].b\` is a field of each element of the array \`a\`. Every column can be null except the primary key and the cursor. Times are in UTC; with \`timestamps: unix\` they are as Aircall sends them. Notes: _personal_ data; _computed_ by this connector; _not compared_: a change of this column alone does not write a row again.

${diagram}

${streams.map(section).join('\n\n')}
`;
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
  ['x-personal', 'personal'],
  ['x-derived', 'computed'],
  ['x-volatile', 'not compared'],
] as const;

function columns(schema: unknown, path: string): readonly string[] {
  return Object.entries(Object(part(schema, 'properties'))).flatMap(([name, column]) => {
    const place = `${path}${name}`;
    const items = part(column, 'items');
    const notes = NOTES.filter(([mark]) => part(column, mark) !== undefined).map(([, note]) => note);
    return [
      `| \`${place}\` | ${typeOf(column)} | ${notes.join(', ')} | ${text(part(column, 'description'))} |`,
      ...columns(column, `${place}.`),
      ...(items === undefined ? [] : columns(items, `${place}[].`)),
    ];
  });
}

function typeOf(column: unknown): string {
  if (part(column, 'airbyte_type') === 'timestamp_with_timezone') return 'timestamp';
  const types = [part(column, 'type')].flat().filter((type) => type !== 'null');
  return types.map(String).join(' or ');
}

function rowIs({ schema }: Stream): string {
  const [, subject] = /^One row per (.*?)\.(?: |$)/.exec(text(schema['description'])) ?? [];
  if (subject === undefined) throw new Error('The description of a stream begins with "One row per".');
  return subject;
}

function keyOf({ primaryKey }: Stream): string {
  return primaryKey.map((column) => `\`${column}\``).join(', ');
}

const READ_BY: Readonly<Record<Stream['source']['kind'], string>> = {
  windowed: 'what is new, and what may have changed since',
  'whole-list': 'the whole list each time; only what is new, changed or gone is written',
  deletions: 'by comparing each list with the sync before; incremental only',
};

function readBy({ source }: Stream): string {
  return READ_BY[source.kind];
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
}

function text(value: unknown): string {
  return String(value).replaceAll('|', String.raw`\|`);
}

function part(schema: unknown, key: string): unknown {
  return typeof schema === 'object' && schema !== null ? Reflect.get(schema, key) : undefined;
}
