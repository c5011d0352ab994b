import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/frameworks/install.ts'],
    maxWorkers: '100%', // without it, vitest leaves one core idle
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/{unit,whole}/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/whole/runtimes/inside/**'],
          typecheck: { enabled: true, include: ['test/unit/**/types.test.ts'] },
        },
      },
      { extends: true, test: { name: 'slow', include: ['test/slow/**/*.test.ts'], exclude: ['**/node_modules/**'] } },
    ],
    testTimeout: 30_000,
  },
});
