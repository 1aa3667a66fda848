import { defineConfig } from 'vitest/config';

/** Tests that need Docker. */
const image = ['integration_tests/image/**/*.test.ts', 'integration_tests/conformance/*-image.test.ts'];

/** Tests that need a Chromium. */
const browser = ['integration_tests/browser/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'schemas/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['integration_tests/**/*.test.ts'],
          exclude: [...image, ...browser],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'image',
          include: image,
          globalSetup: 'integration_tests/image/build.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: browser,
          testTimeout: 60_000,
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
