import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ServerOrder, ServerReport } from './server.ts';

/** The server of this benchmark in a process of its own. */
export type BenchServer = {
  readonly url: string;
  /** From now on it has so many calls. */
  serve(calls: number): Promise<void>;
  /** What it was asked since the last order or report. */
  report(): Promise<ServerReport>;
  close(): void;
};

export async function startServer(): Promise<BenchServer> {
  const child = fork(join(import.meta.dirname, 'server.ts'), { stdio: 'inherit' });
  const order = async (message: ServerOrder): Promise<ServerReport> => {
    child.send(message);
    const [report]: ServerReport[] = await once(child, 'message');
    if (report === undefined) throw new Error('the server of the benchmark is gone');
    return report;
  };
  const { port } = await order({ calls: 0 });
  return {
    url: `http://127.0.0.1:${port}`,
    serve: async (calls) => void (await order({ calls })),
    report: () => order('report'),
    close: () => child.disconnect(),
  };
}
