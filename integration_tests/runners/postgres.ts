import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from './python.ts';

const INSTALLED = '/usr/lib/postgresql';

/** How a client connects. */
export type Database = {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly database: string;
};

/** Calls `work` with a PostgreSQL server of its own, from Debian's package, and leaves nothing of it behind. */
export async function withPostgres<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const bin = await binaries();
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  const owner = await ownerOfServer();
  const data = join(folder, 'data');
  const server = (name: string, ...args: string[]): Promise<string> => {
    const command = [join(bin, name), ...args];
    return owner === undefined
      ? execute(command[0] ?? '', command.slice(1), { cwd: folder })
      : execute('runuser', ['-u', 'postgres', '--', ...command], { cwd: folder });
  };
  try {
    if (owner !== undefined) await chown(folder, owner, owner);
    await server(
      'initdb',
      '-D',
      data,
      '-U',
      'tester',
      '-A',
      'trust',
      '--no-sync',
      '-E',
      'UTF8',
      '--locale=C',
    );
    const port = await freePort();
    const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c fsync=off`;
    await server('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start');
    try {
      return await work({
        host: '127.0.0.1',
        port,
        username: 'tester',
        password: 'unused',
        database: 'postgres',
      });
    } finally {
      await server('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the server's programs are. Installs them on a Debian machine (as root) that has none. */
async function binaries(): Promise<string> {
  const versions = await readdir(INSTALLED).catch(() => []);
  if (versions.length === 0) {
    await execute('apt-get', ['update', '-qq']);
    await execute('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  const newest = (await readdir(INSTALLED)).toSorted((a, b) => Number(b) - Number(a))[0] ?? '';
  return join(INSTALLED, newest, 'bin');
}

/** The server refuses to run as root: then it runs as the user that the package makes. undefined: as whoever runs this. */
async function ownerOfServer(): Promise<number | undefined> {
  return process.getuid?.() === 0 ? Number(await execute('id', ['-u', 'postgres'])) : undefined;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
