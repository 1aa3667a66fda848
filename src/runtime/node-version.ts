/** The oldest release that everything here works on (what undici asks for). */
const OLDEST = [22, 19] as const;

/** One line for whoever started the program on a Node.js that is too old; undefined for any other. */
export function unsupportedNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `source-aircall needs Node.js ${OLDEST.join('.')} or later, and this is ${version}. Install a newer one from https://nodejs.org, or use the Docker image.`;
}
