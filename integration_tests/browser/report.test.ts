import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventfulMonth } from '../support/eventful-month.ts';
import { openBrowser } from './browser.ts';

/** The page and the screenshots are left here, to be looked at. */
const KEPT = join(import.meta.dirname, '..', '..', 'test-results');

const file = join(KEPT, 'report.html');
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  const month = await eventfulMonth();
  const { stdout } = await month.syncs.print(['report', month.syncs.data, '--counts', month.counts]);
  await month.syncs.close();
  await mkdir(KEPT, { recursive: true });
  await writeFile(file, stdout);
}, 300_000);
afterAll(() => browser.close());

type Look = { readonly width: number; readonly height: number; readonly colorScheme: 'light' | 'dark' };

async function open({ width, height, colorScheme }: Look): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, asked };
}

/** Where a text ends, in pixels from the page's top. */
async function bottomOf(page: Page, text: string): Promise<number> {
  const box = await page.getByText(text).first().boundingBox();
  return box === null ? Number.POSITIVE_INFINITY : box.y + box.height;
}

const looks: readonly Look[] = [
  { width: 390, height: 844, colorScheme: 'dark' },
  { width: 820, height: 1180, colorScheme: 'light' },
  { width: 1440, height: 900, colorScheme: 'dark' },
];

describe.each(looks)('a report at $width × $height, $colorScheme', (look) => {
  let page: Page;
  let asked: string[];
  beforeAll(async () => {
    ({ page, asked } = await open(look));
  });
  afterAll(() => page.close());

  test('fits the screen, loads nothing, and shows the answer on its first screen', async () => {
    await page.screenshot({ path: join(KEPT, `report-${look.width}.png`) });
    await page.screenshot({ path: join(KEPT, `report-${look.width}-whole.png`), fullPage: true });
    expect(asked).toEqual([pathToFileURL(file).href]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width);
    expect(await bottomOf(page, 'October 2026: ✓ complete.')).toBeLessThan(look.height);
    // On a telephone they follow right below.
    const firstSight = look.width < 600 ? 2 * look.height : look.height;
    for (const alert of [
      'The key was changed',
      '4 runs did not end complete',
      'Nothing was read for 7.1 days',
    ]) {
      expect(await bottomOf(page, alert)).toBeLessThan(firstSight);
    }
  });

  test('can be used by a screen reader: no violation that axe knows', async () => {
    await page.evaluate(axe.source);
    const found: unknown = await page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 120)]))`,
    );
    expect(found).toEqual([]);
  });

  test('can be used by keyboard: links and charts are reached, tables open', async () => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('To the answer');
    const summary = page.locator('summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate("document.querySelector('details').open")).toBe(true);
    const reached = await page.evaluate(
      "[...document.querySelectorAll('.scroll')].every((one) => one.tabIndex === 0 && (one.ariaLabel ?? document.getElementById(one.getAttribute('aria-labelledby')).textContent) !== '')",
    );
    expect(reached).toBe(true);
  });
});

test('prints on white paper, without its navigation', async () => {
  const { page } = await open({ width: 1000, height: 1000, colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect(await page.locator('nav').isVisible()).toBe(false);
  const pdf = await page.pdf({ format: 'A4' });
  await writeFile(join(KEPT, 'report.pdf'), pdf);
  expect(pdf.length).toBeGreaterThan(10_000);
  await page.close();
});
