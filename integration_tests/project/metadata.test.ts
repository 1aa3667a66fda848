import { expect, test } from 'vitest';
import { parse } from 'yaml';
import spec from '../../schemas/spec.json' with { type: 'json' };
import { suggestedStreams } from '../support/catalog.ts';
import { streams } from '../../src/streams/registry.ts';
import { allOf, fileText } from './files.ts';

test('metadata.yaml has what Airbyte requires of it', async () => {
  const { metadataSpecVersion, data } = parse(await fileText('metadata.yaml'));
  expect(metadataSpecVersion).toBe('1.0');
  expect(data).toMatchObject({
    name: 'Aircall',
    definitionId: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
    connectorType: 'source',
    connectorSubtype: 'api',
    githubIssueLabel: 'source-aircall',
    releaseStage: 'custom',
    documentationUrl: 'https://developer.aircall.io/api-references/',
    allowedHosts: { hosts: ['api.aircall.io'] },
  });
  expect(data.tags.filter((tag: string) => tag.startsWith('language:'))).toHaveLength(1);
  expect(data.suggestedStreams.streams.toSorted()).toEqual(suggestedStreams.toSorted());
});

/**
 * Which keys Airbyte's schema ConnectorMetadataDefinitionV0 wants and which others it knows. `npm run test:runners` asks
 * Airbyte's own model; this says the same within seconds. Left out: what Airbyte fills in itself.
 */
const required = `name definitionId connectorType connectorSubtype dockerRepository dockerImageTag license
  documentationUrl githubIssueLabel releaseStage`.split(/\s+/);
const optional =
  `icon supportLevel tags protocolVersion releaseDate releases erdUrl allowedHosts suggestedStreams
  resourceRequirements maxSecondsBetweenMessages connectorBuildOptions connectorTestSuitesOptions
  connectorIPCOptions externalDocumentationUrls registryOverrides remoteRegistries normalizationConfig
  supportsDbt supportsNormalization supportsRefreshes supportsFileTransfer supportsDataActivation`.split(
    /\s+/,
  );

test('metadata.yaml keeps to ConnectorMetadataDefinitionV0: nothing is missing, nothing is unknown', async () => {
  const { data, ...rest } = parse(await fileText('metadata.yaml'));
  expect(rest).toEqual({ metadataSpecVersion: expect.any(String) });
  const keys = Object.keys(data);
  expect(required.filter((key) => !keys.includes(key))).toEqual([]);
  expect(keys.filter((key) => ![...required, ...optional].includes(key))).toEqual([]);
  expect(['community', 'certified', 'archived']).toContain(data.supportLevel);
  expect(Number.isInteger(data.maxSecondsBetweenMessages)).toBe(true);
  const suites = ['unitTests', 'integrationTests', 'acceptanceTests', 'liveTests', 'smokeTests'];
  expect(suites).toEqual(
    expect.arrayContaining(data.connectorTestSuitesOptions.map(({ suite }: { suite: string }) => suite)),
  );
  expect(data.registryOverrides).toEqual({
    oss: { enabled: expect.any(Boolean) },
    cloud: { enabled: expect.any(Boolean) },
  });
});

test('the icon is square', async () => {
  const [root = ''] = (await fileText('icon.svg')).match(/<svg[^>]*>/) ?? [];
  const size = (name: string): string | undefined => new RegExp(` ${name}="(\\d+)"`).exec(root)?.[1];
  expect(size('width')).toBeDefined();
  expect(size('width')).toBe(size('height'));
});

test("the page for users follows Airbyte's template", async () => {
  const page = await fileText('docs/aircall.md');
  expect(allOf(page, /^(#{1,2} .*)$/gm)).toEqual([
    '# Aircall',
    '## Prerequisites',
    '## Setup guide',
    '## Set up Aircall',
    '## Set up the Aircall connector in Airbyte',
    '## Supported sync modes',
    '## Supported Streams',
    '## Data type map',
    '## Limitations & Troubleshooting',
    '## Changelog',
  ]);
  const prerequisites = page.slice(page.indexOf('## Prerequisites'), page.indexOf('## Setup guide'));
  for (const field of spec.required) expect(prerequisites).toContain(`\`${field}\``);
  const listed = page.slice(page.indexOf('## Supported Streams'), page.indexOf('### Performance'));
  expect(allOf(listed, /^- \[[\w ]+\]\(streams\.md#(\w+)\)/gm).toSorted()).toEqual(
    streams.map(({ name }) => name).toSorted(),
  );
});
