import specification from '../../schemas/spec.json' with { type: 'json' };

const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** The secrets in a configuration, which may not even be valid: what the specification marks as such. */
export function secretsInConfig(config: unknown): readonly string[] {
  if (typeof config !== 'object' || config === null) return [];
  const fields = Object.entries(specification.properties).filter(
    ([, field]) => 'airbyte_secret' in field && field.airbyte_secret,
  );
  const names = new Set(fields.map(([name]) => name));
  return Object.entries(config)
    .filter(([name]) => names.has(name))
    .map(([, value]: [string, unknown]) =>
      typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    );
}

/** A proxy's password stands in its address, with or without a scheme, and errors may quote the address. */
export function proxyPasswords(env: NodeJS.ProcessEnv): readonly string[] {
  return PROXIES.flatMap((name) => {
    const address = env[name] ?? '';
    const url = address.includes('://') ? address : `http://${address}`;
    const password = URL.canParse(url) ? new URL(url).password : '';
    return password === '' ? [] : [password, plain(password)];
  });
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
