/** How much of a list, and of one of its names, a message shows. */
const MOST_NAMES = 10;
const LONGEST_NAME = 60;

/** The first ten names, each in quotes and cut where it is long, and how many there are besides. */
export function namesInWords(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(shorten).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

/** A name in quotes, cut where it is long. */
export function shorten(name: string): string {
  return JSON.stringify(name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);
}
