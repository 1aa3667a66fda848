/** Why a run has to end early: a person or the orchestrator asked for it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly exitCode: number;

  /** `exitCode` is what shells report for a process that died of the signal: 128 and the signal's number. */
  constructor(signal: 'SIGTERM' | 'SIGINT') {
    super(`stopped by ${signal}`);
    this.exitCode = signal === 'SIGTERM' ? 143 : 130;
  }
}
