import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/runtimes/inside/**'],
    globalSetup: ['test/frameworks/install.ts'],
    typecheck: { enabled: false },
    testTimeout: 30_000,
  },
});
