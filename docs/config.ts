import specification from '../schemas/spec.json' with { type: 'json' };

type Field = { readonly description: string; readonly default?: unknown; readonly examples?: unknown };

/** README's table of the configuration. */
export function configTable(): string {
  const fields: readonly (readonly [string, Field])[] = Object.entries(specification.properties);
  return [
    '| Field | Default | Meaning |',
    '| --- | --- | --- |',
    ...fields.map(([name, field]) => `| \`${name}\` | ${defaultOf(name, field)} | ${meaningOf(field)} |`),
  ].join('\n');
}

function defaultOf(name: string, field: Field): string {
  if (specification.required.includes(name)) return 'required';
  return field.default === undefined ? '' : `\`${[field.default].flat().map(String).join(', ')}\``;
}

/** The first sentence, and what is said of each choice. */
function meaningOf({ description }: Field): string {
  const [first = '', ...others] = description.split(/(?<=[.])\s+(?=[A-Za-z])/);
  const choices = others.filter((sentence) => /^[a-z]+: /.test(sentence));
  return [first, ...choices.map((sentence) => sentence.replace(/^([a-z]+):/, '`$1`:'))].join(' ');
}
