/** Why an address is none that requests with credentials may go to. */
export type NoApiUrl = 'not an address' | 'credentials' | 'path' | 'http';

/**
 * The origin to send requests to. https to any host; http only where nobody can listen in: to this machine itself
 * (localhost, 127.0.0.0/8, [::1]) and, from within a container, to the machine that runs it (host.docker.internal).
 */
export function parseApiUrl(text: string): URL | NoApiUrl {
  if (!URL.canParse(text)) return 'not an address';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'not an address';
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (url.pathname !== '/' || /[?#]/.test(text)) return 'path';
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) return 'http';
  return new URL(url.origin);
}

function isThisMachine(hostname: string): boolean {
  return /^(?:localhost|host\.docker\.internal|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}
