import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A guard against what hangs, not a measurement: some tests compile or start programs, and machines are slow when they are busy.
    testTimeout: 120_000,
    include: ['test/**/*.test.ts'],
    exclude: ['test/cluster/**'],
    isolate: false,
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-reports/unit.json' }]] : ['default'],
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/index.ts'], reporter: ['text', 'lcov'], reportsDirectory: 'coverage' },
  },
});
