import manifest from '../../package.json' with { type: 'json' };

/** The version of this connector, as in package.json. */
export const version: string = manifest.version;

/** What the connector calls itself in every request. */
export const userAgent = `source-aircall/${version} (Airbyte source connector)`;
