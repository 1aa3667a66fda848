import { defineConfig } from 'vitest/config';

/** Tests that need Docker. */
const ofTheImage = ['integration_tests/image/**/*.test.ts', 'integration_tests/**/*-image.test.ts'];

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
          exclude: ofTheImage,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'image',
          include: ofTheImage,
          globalSetup: 'integration_tests/image/build.ts',
          testTimeout: 120_000,
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
