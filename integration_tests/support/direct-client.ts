import { EndpointRefused, SystemError, TransientError } from '../../src/errors/errors.ts';
import { UnusableAnswer, type Client } from '../../src/http/client.ts';
import type { Aircall } from '../simulator/aircall.ts';
import { textOf } from '../simulator/faults.ts';

/** How often an answer that cannot be used is asked for again. */
const ATTEMPTS = 4;

/**
 * A client that asks the simulated account without sockets, time or chance, so that thousands of syncs are quick, and
 * the same whenever they are run.
 */
export function directClient(aircall: Aircall, prefetchDepth: number): Client {
  const stats = { requests: 0, rateLimited: 0, waitedForLimitMs: 0, waitedForAnswerMs: 0 };
  return {
    stats,
    async get({ path, query, signal }, accept) {
      for (let attempt = 1; ; attempt += 1) {
        await Promise.resolve();
        signal?.throwIfAborted();
        stats.requests += 1;
        const reply = aircall.ask(path, query);
        if (reply.status === 400) throw new SystemError(textOf(reply));
        if (reply.status === 403) throw new EndpointRefused(textOf(reply));
        try {
          if (reply.status !== 200) throw new UnusableAnswer(`status ${reply.status}`);
          return accept(reply.payload, { dateMs: reply.dateMs, sanitized: 0 });
        } catch (error) {
          if (!(error instanceof UnusableAnswer)) throw error;
          if (attempt === ATTEMPTS) throw new TransientError(error.message);
        }
      }
    },
    async find({ path, query }, accept) {
      await Promise.resolve();
      stats.requests += 1;
      const reply = aircall.ask(path, query);
      if (reply.status === 404) return { kind: 'absent' };
      if (reply.status !== 200) return { kind: 'refused', error: new EndpointRefused(textOf(reply)) };
      return { kind: 'found', value: accept(reply.payload, { dateMs: reply.dateMs, sanitized: 0 }) };
    },
    prefetchDepth: () => prefetchDepth,
    rate: () => 60,
    close: async () => {},
  };
}
