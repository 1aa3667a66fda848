import { allStreams, type StreamName } from '../../support/catalog.ts';

/** The name of a stream as one of those that there are. */
export function asName(name: string): StreamName {
  const found = allStreams.find((each) => each === name);
  if (found === undefined) throw new Error(`there is no stream ${name}`);
  return found;
}
