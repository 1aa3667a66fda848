import { access } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';

/** Where systems keep a Chromium; CHROMIUM names another one. */
const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Starts the machine's own Chromium. Rejects, with what to do, where there is none. */
export async function openBrowser(): Promise<Browser> {
  for (const place of PLACES) {
    if (place === undefined || !(await exists(place))) continue;
    return chromium.launch({ executablePath: place, args: ['--no-sandbox'] });
  }
  throw new Error('No Chromium here: install one (.ci/ensure-chromium on Debian), or name it in CHROMIUM.');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
