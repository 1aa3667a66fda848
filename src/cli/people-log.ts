import type { Log } from '../protocol/log.ts';

const silent = (): Promise<void> => Promise.resolve();

/** A log for commands whose output is for people: warnings and errors go to standard error, the rest nowhere. */
export function makePeopleLog(stderr: NodeJS.WritableStream): Log {
  const print: Log['warn'] = async (code, detail) => {
    stderr.write(`${code}: ${typeof detail === 'string' ? detail : JSON.stringify(detail)}\n`);
  };
  return { error: print, warn: print, info: silent, debug: silent };
}
