/**
 * Ends the process at once with the exit code of a signal, whatever holds it: a name lookup cannot be cancelled, and even
 * a forced exit of Node's would wait for it. As the first process of a container it is not ended by a signal that it
 * sends itself, so it becomes a shell that exits.
 */
export function endNow(signal: 'SIGTERM' | 'SIGINT', exitCode: number): void {
  if (process.pid === 1 && process.execve !== undefined) {
    try {
      process.execve('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
    } catch {
      process.abort();
    }
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
