import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/frameworks/install.ts'],
    typecheck: { enabled: false },
    testTimeout: 30_000,
  },
});
