import { defineConfig } from 'vitest/config';

/** Tests that need Docker. */
const image = ['integration_tests/image/**/*.test.ts', 'integration_tests/conformance/*-image.test.ts'];

/** Tests that need a Chromium. */
const browser = ['integration_tests/browser/**/*.test.ts'];

/** Only what hangs takes as long: a slow machine with other work takes a minute for the longest of the property tests. */
const HANGS_MS = 300_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'schemas/**/*.test.ts'],
          testTimeout: HANGS_MS,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['integration_tests/**/*.test.ts'],
          exclude: [...image, ...browser],
          testTimeout: HANGS_MS,
        },
      },
      {
        test: {
          name: 'image',
          include: image,
          globalSetup: 'integration_tests/image/build.ts',
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
      {
        test: {
          name: 'browser',
          include: browser,
          testTimeout: HANGS_MS,
        },
      },
    ],
    coverage: {
      include: ['src/**/*.ts'],
      exclude: ['src/generated/**', 'src/**/*.test.ts'],
      thresholds: { lines: 95, branches: 90 },
    },
  },
});
