import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/whole/runtimes/inside/**'],
    globalSetup: ['test/support/frameworks/install.ts'],
    typecheck: { enabled: false },
    testTimeout: 30_000,
  },
});
