import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { streams as registry } from '../../src/streams/registry.ts';
import { publicSchema } from '../../src/streams/schema.ts';
import { startAt } from '../support/simulated-time.ts';
import { apiDays, nowSeconds } from './company-calls.ts';

/** The command lines of what is compared. */
export type Subjects = {
  readonly node: readonly string[];
  readonly spec: readonly string[];
  readonly check: readonly string[];
  readonly read: readonly string[];
  /** The same with personal data hashed. */
  readonly hashed: readonly string[];
  /** Fetches the pages whose paths stand in the file `pathsFile`. */
  readonly limit: readonly string[];
  /** The same, and makes the same records of the rows as the connector. */
  readonly limitOfRecords: readonly string[];
  readonly pathsFile: string;
  /** Airbyte's Python CDK with a manifest that does the connector's work; undefined where it is not to be had. */
  readonly cdk: readonly string[] | undefined;
  /** The same, but rows go out as they came: internal fields of nested users, too. */
  readonly cdkAsIs: readonly string[] | undefined;
};

const root = join(import.meta.dirname, '..', '..');
const MAIN = join(root, 'dist', 'main.js');

/** CommonJS packages call `require`, which a bundle of ES modules does not have of itself. */
const banner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const RUN_CDK = 'from airbyte_cdk.cli.source_declarative_manifest import run; run()';

/** Writes into `directory` what they read. The limit is bundled like the connector, so that both start alike. */
export async function prepareSubjects(
  directory: string,
  url: string,
  python: string | undefined,
): Promise<Subjects> {
  mkdirSync(directory, { recursive: true });
  const file = (name: string, content: unknown): string => {
    const path = join(directory, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const key = { api_id: 'invented', api_token: 'invented-token', api_url: url };
  const catalog = file('catalog.json', catalogOf(readSchema('calls')));
  const config = file('config.json', { ...key, requests_per_minute: 1_000_000_000 });
  const hashes = {
    customer_data: 'hash',
    agent_data: 'hash',
    personal_data_key: 'an invented key for the benchmark',
  };
  const hashConfig = file('hash-config.json', { ...key, ...hashes, requests_per_minute: 1_000_000_000 });
  const pathsFile = join(directory, 'paths.txt');
  const limit = join(directory, 'limit.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'limit.ts')],
    outfile: limit,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    banner: { js: banner },
  });
  const from = String(nowSeconds - apiDays * 86_400);
  const cdkConfig = file('cdk-config.json', { ...key, from, to: String(nowSeconds) });
  const manifest = manifestWithSchemas();
  const streamsAsIs = manifest.streams.map((stream) => ({ ...stream, transformations: [] }));
  const reading = ['read', '--catalog', catalog, '--config'];
  const withCdk = (path: string) =>
    python === undefined
      ? undefined
      : [python, '-c', RUN_CDK, ...reading, cdkConfig, '--manifest-path', path];
  const node = process.execPath;
  const connector = [node, ...imageFlags(), MAIN];
  // Where the clocks of Aircall and of the machine disagree, nothing is final, and that is another piece of work.
  const onTime = [node, ...imageFlags(), startAt(nowSeconds * 1000), MAIN];
  return {
    node: [node, '-e', '0'],
    spec: [...connector, 'spec'],
    check: [...onTime, 'check', '--config', config],
    read: [...onTime, ...reading, config],
    hashed: [...onTime, ...reading, hashConfig],
    limit: [node, limit, url, pathsFile],
    limitOfRecords: [node, limit, url, pathsFile, 'records'],
    pathsFile,
    cdk: withCdk(file('manifest.yaml', manifest)),
    cdkAsIs: withCdk(file('manifest-as-is.yaml', { ...manifest, streams: streamsAsIs })),
  };
}

/** The options that the image's entry point gives to Node. */
function imageFlags(): readonly string[] {
  const script = readFileSync(join(root, 'src', 'entrypoint.sh'), 'utf8');
  return /^set -- node (.*) "\$\{0/m.exec(script)?.[1]?.split(' ') ?? [];
}

function catalogOf(schema: unknown): object {
  const stream = {
    name: 'calls',
    json_schema: schema,
    supported_sync_modes: ['full_refresh', 'incremental'],
  };
  return { streams: [{ stream, sync_mode: 'incremental', destination_sync_mode: 'append_dedup' }] };
}

type Manifest = { readonly streams: readonly { readonly name: string }[] };

/** Our own manifest, with the same schemas that the connector has. */
function manifestWithSchemas(): Manifest {
  const text = readFileSync(join(import.meta.dirname, 'python-cdk', 'manifest.yaml'), 'utf8');
  const manifest: Manifest = parse(text, { merge: true });
  const streams = manifest.streams.map((stream) => ({
    ...stream,
    schema_loader: { type: 'InlineSchemaLoader', schema: readSchema(stream.name) },
  }));
  return { ...manifest, streams };
}

/** As discover shows it: a `$ref` to a shape of ours means nothing elsewhere. */
function readSchema(name: string): unknown {
  const stream = registry.find((one) => one.name === name);
  if (stream === undefined) throw new Error(`no stream ${name}`);
  return publicSchema(stream.schema);
}
