import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import { dockerOutput, IMAGE } from '../image/docker.ts';
import { inspect } from '../image/inspect.ts';
import { pairs, type Target } from './target.ts';

/** Where the container has the folders of all runs. */
const RUNS = '/runs';

/**
 * The image for tests that are not about how it is launched: one container for all tests of a file. Each command is a
 * process in it, with the entry point, the user, the environment and the working directory of the image.
 */
export function residentImage(): Target {
  const name = `source-aircall-${crypto.randomUUID()}`;
  const home = join(tmpdir(), name);
  let entryPoint: readonly string[] = [];
  let end: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    await mkdir(home);
    // The user of the image is somebody else than whoever runs the tests.
    await chmod(home, 0o755);
    entryPoint = (await inspect(IMAGE)).Config.Entrypoint;
    end = await start(name, home);
  });
  afterAll(async () => {
    await end?.();
    await rm(home, { recursive: true, force: true });
  });
  return {
    name: 'image',
    home,
    inside,
    launch: ({ folder, command, env, shell, docker: flags }) => {
      if (flags.length > 0) throw new Error(`a container of its own is needed for ${flags.join(' ')}`);
      const words = [...entryPoint, ...command];
      const started = shell === undefined ? words : ['sh', '-c', shell, 'sh', ...words];
      const variables = pairs(env).flatMap((pair) => ['--env', pair]);
      const exec = ['docker', 'exec', '--interactive', ...variables, name];
      const inner = ['sh', '-c', INSIDE, inside(folder), ...started];
      return {
        argv: ['sh', '-c', OUTSIDE, folder, ...exec, ...inner],
        stop: () => dockerOutput('exec', name, 'sh', '-c', KILL, inside(folder)),
      };
    },
  };
}

function inside(folder: string): string {
  return join(RUNS, basename(folder));
}

/** Starts a container that ends with its standard input, so with the tests, in whatever way they end. */
async function start(name: string, home: string): Promise<() => Promise<void>> {
  const flags = ['--rm', '--interactive', '--network', 'host', '--label', 'source-aircall=test'];
  const own = ['--name', name, '--volume', `${home}:${RUNS}`, '--entrypoint', 'cat', IMAGE];
  const child = spawn('docker', ['run', ...flags, ...own], { stdio: 'pipe' });
  const closed = once(child, 'close');
  const stderr = text(child.stderr);
  child.stdin.on('error', () => {});
  child.stdin.write('are you there?\n');
  await Promise.race([once(child.stdout, 'data'), closed]);
  if (child.exitCode !== null) throw new Error(`no container: ${await stderr}`);
  return async () => {
    child.stdin.end();
    await closed;
  };
}

/**
 * Runs a `docker exec` whose process says everything through named pipes in the folder `$0`. An engine may drop what its
 * client has not taken two seconds after a process has ended (moby/moby#45689); this way it carries nothing but the exit
 * code, and what the client says is the engine's own failure. Until then the pipes are held open: a process that never
 * begins opens none.
 */
const OUTSIDE = `
  cd "$0" && mkfifo -m 666 stdout stderr && touch pid && chmod 666 pid || exit 125
  exec 3<>stdout 4<>stderr 5<stdout 6<stderr
  cat <&5 3>&- 4>&- &
  cat <&6 >&2 3>&- 4>&- &
  "$@" >engine 2>&1 3>&- 4>&-
  code=$?
  exec 3>&- 4>&-
  wait
  if [ -s engine ]; then cat engine >&2; exit 125; fi
  exit $code
`;

/** Starts a process whose folder is `$0`. The shell stays, so that the engine has streams to wait for. */
const INSIDE = 'echo $$ >"$0/pid"; "$@" >"$0/stdout" 2>"$0/stderr"; exit $?';

/** Kills that shell and what it started, if they still run: an engine passes no signals on to such a process. */
const KILL = 'kill -s KILL -- "-$(cat "$0/pid")" 2>/dev/null || true';
