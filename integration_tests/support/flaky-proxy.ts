import { connect, type Socket } from 'node:net';
import { serveTcp, type Front } from './tls-front.ts';

/** Stands before a server: lets connections through, breaks them off, or hangs up on those who knock. */
export type FlakyProxy = Front & {
  /** Breaks off all connections, and hangs up on the next `times` as soon as they say something. */
  turnAway(times: number): void;
  /** Breaks off all connections. */
  breakOff(): void;
};

export async function openFlakyProxy(port: number): Promise<FlakyProxy> {
  const guests = new Set<Socket>();
  let unwanted = 0;
  const front = await serveTcp((socket) => {
    if (unwanted > 0) {
      unwanted -= 1;
      socket.once('data', () => socket.destroy());
      return;
    }
    const inner = connect(port, '127.0.0.1');
    inner.on('error', () => socket.destroy());
    inner.once('close', () => socket.destroy());
    socket.once('close', () => {
      guests.delete(socket);
      inner.destroy();
    });
    socket.pipe(inner).pipe(socket);
    guests.add(socket);
  });
  const breakOff = (): void => {
    for (const socket of guests) socket.destroy();
  };
  return {
    ...front,
    breakOff,
    turnAway: (times) => {
      unwanted = times;
      breakOff();
    },
  };
}
