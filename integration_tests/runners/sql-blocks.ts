import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Dialect = 'duckdb' | 'postgresql';

/** What docs/queries.md has for one database: what is run first, and each query by the heading that it stands under. */
export type SqlBlocks = {
  readonly statements: readonly string[];
  readonly queries: Readonly<Record<string, string>>;
};

/** A block's language is `sql` for both databases, or `sql` with the name of one. */
export async function sqlBlocks(dialect: Dialect): Promise<SqlBlocks> {
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'queries.md'), 'utf8');
  const statements: string[] = [];
  const queries: Record<string, string> = {};
  let heading = '';
  for (const [, title, only, sql = ''] of page.matchAll(
    /^#+ (.+)$|^```sql ?(duckdb|postgresql)?\n([^]*?)^```$/gm,
  )) {
    heading = title ?? heading;
    if (title !== undefined || (only !== undefined && only !== dialect)) continue;
    if (sql.startsWith('select')) {
      if (heading in queries) throw new Error(`two queries under "${heading}"`);
      queries[heading] = sql;
    } else statements.push(...sql.split(/;\n/).filter((statement) => statement.trim() !== ''));
  }
  return { statements, queries };
}
