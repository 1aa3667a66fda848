import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { airbyteKeywords, asSchema, isSchema, type Schema } from './read.ts';

const banner = '/** Generated from schemas/*.json by schemas/generate.ts. Do not edit. */';

/**
 * Validators as one module without imports, so that neither ajv nor the schemas are needed (or compiled) at run time.
 * They fill in defaults. Their errors name place, keyword and what was expected, and never hold the value that was found: it may be a secret.
 */
export async function validators(
  schemas: Readonly<Record<string, Schema>>,
): Promise<{ code: string; types: string }> {
  const ajv = new Ajv({
    strict: true,
    allowUnionTypes: true,
    allErrors: true,
    verbose: false,
    useDefaults: true,
    code: { source: true, esm: true, lines: true },
  });
  // Lengths in UTF-16 units need no code beside the validator's.
  Object.assign(ajv.opts, { unicode: false });
  const names = Object.keys(schemas);
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(bare(schema), name);
  const contents = standalone.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, sourcefile: 'validators.js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    legalComments: 'none',
  });
  return { code: `${banner}\n${outputFiles[0]?.text ?? ''}`, types: declarations(names) };
}

const annotations = new Set<string>([...airbyteKeywords, 'title', 'description', 'examples']);

/** The schema without what only people and forms read, so that a change of wording leaves the code as it is. */
function bare(schema: Schema): Schema {
  const kept = Object.entries(schema).filter(([keyword]) => !annotations.has(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      if (keyword === 'properties') {
        const properties = Object.entries(asSchema(value, keyword));
        return [
          keyword,
          Object.fromEntries(properties.map(([name, below]) => [name, bare(asSchema(below, name))])),
        ];
      }
      return [keyword, isSchema(value) ? bare(value) : value];
    }),
  );
}

function declarations(names: readonly string[]): string {
  return `${banner}

/** What does not fit. \`instancePath\` is a JSON pointer ('' is the whole); \`params\` tells what was expected. */
export type ValidationError = {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
};

/** true when \`data\` fits; otherwise \`errors\` holds everything that does not, until the next call. */
export type Validator = {
  (data: unknown): boolean;
  errors?: readonly ValidationError[] | null;
};

${names.map((name) => `export const ${name}: Validator;`).join('\n')}
`;
}
