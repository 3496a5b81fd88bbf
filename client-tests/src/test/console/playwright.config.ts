import { defineConfig } from '@playwright/test';

/** Where the console is: set by the test that starts the server. */
const endpoint = process.env['MILLRACE_ENDPOINT'] ?? 'http://127.0.0.1:4577';

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  // One after another: they share a server, and the machine may be small.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'report.json' }]],
  use: {
    baseURL: endpoint,
    viewport: { width: 1360, height: 900 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'first', testMatch: 'first.spec.ts' },
    {
      name: 'console',
      testIgnore: 'first.spec.ts',
      dependencies: ['first'],
      use: { storageState: 'state/admin.json' },
    },
  ],
});
