import type { Clock } from '../http/clock.ts';
import type { StreamProgress } from '../read/stream-progress.ts';
import type { Memory } from './memory.ts';

/** The world, as the program sees it. `main.ts` makes the real one; tests make their own. */
export type Deps = {
  readonly stdout: NodeJS.WritableStream;
  /** Only ever written to when it is a person's terminal. */
  readonly stderr: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Aborted when the run has to end; the reason says why (`src/runtime/stop.ts`). */
  readonly signal: AbortSignal;
  /** The user id that the process runs as, where the system has such a thing. */
  readonly uid: number | undefined;
  /** How much memory is used, and how much may be. */
  readonly memory?: () => Memory;
  /** The name of this run, where it has one already. */
  readonly runId?: string;
  /** Is told once a second how far the stream that is being read has come. */
  readonly onProgress?: (progress: StreamProgress) => void;
  /** Hands over the warnings of the runtime, which would otherwise go to standard error. */
  readonly onWarning?: (listener: (warning: Error) => void) => void;
};
