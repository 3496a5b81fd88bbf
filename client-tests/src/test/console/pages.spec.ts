import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './console';

/** Where to keep screenshots of each page, for docs/console.md; nowhere unless told. */
const pictures = process.env['MILLRACE_SCREENSHOTS'];

const DEMO = 'orders';

const PAGES: {
  name: string;
  path: string;
  ready: RegExp | string;
  state?: string;
}[] = [
  { name: 'overview', path: '', ready: 'Records per second' },
  { name: 'streams', path: 'streams', ready: /^Streams/ },
  { name: 'create', path: 'streams/create', ready: 'Create a stream' },
  {
    name: 'monitoring',
    path: `streams/${DEMO}`,
    ready: 'Records written per second',
  },
  {
    name: 'tail',
    path: `streams/${DEMO}/tail?start=TRIM_HORIZON`,
    ready: DEMO,
  },
  {
    name: 'shards',
    path: `streams/${DEMO}/shards?shard=shardId-000000000001`,
    ready: /^Open shards/,
  },
  { name: 'consumers', path: `streams/${DEMO}/consumers`, ready: /^Pollers/ },
  { name: 'produce', path: `streams/${DEMO}/produce`, ready: 'Send a record' },
  { name: 'settings', path: `streams/${DEMO}/settings`, ready: /^Capacity/ },
  { name: 'access', path: 'access', ready: /^Access keys/ },
  { name: 'operations', path: 'operations', ready: 'Settings in force' },
  { name: 'audit', path: 'audit', ready: 'Audit log' },
];

test('there is a stream to look at', async ({ api }) => {
  if (
    (
      await api.request('POST', 'call/DescribeStreamSummary', {
        StreamName: DEMO,
      })
    ).ok()
  )
    return;
  await api.create(DEMO, 4);
  const orders = (from: number) =>
    Array.from({ length: 300 }, (_, i) => ({
      PartitionKey: `customer-${(i * 7) % 90}`,
      Data: Buffer.from(
        JSON.stringify({
          type: 'order',
          id: from + i,
          customer: { id: (i * 7) % 90, country: ['DE', 'FR', 'JP'][i % 3] },
          totalCents: 100 + i,
        }),
      ).toString('base64'),
    }));
  for (let i = 0; i < 5; i++)
    await api.call('PutRecords', {
      StreamName: DEMO,
      Records: orders(i * 300),
    });
  const { StreamDescriptionSummary } = await api.call('DescribeStreamSummary', {
    StreamName: DEMO,
  });
  await api.call('RegisterStreamConsumer', {
    StreamARN: StreamDescriptionSummary.StreamARN,
    ConsumerName: 'reports',
  });
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const { name, path, ready } of PAGES)
    test(`${name} in ${colorScheme} has nothing serious that keeps anybody out`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(`/console/${path}`);
      await expect(page.getByRole('heading', { name: ready }).first()).toBeVisible();
      if (name === 'tail') {
        await page.locator('[role="grid"] [role="row"][id]').nth(2).click();
        await expect(page.getByTestId('record')).toContainText('order');
      }
      await expect(page.locator('.loading')).toHaveCount(0);
      await expect(page.getByText(/^Loading /).filter({ visible: true })).toHaveCount(0);
      if (pictures)
        await page.screenshot({
          path: `${pictures}/${name}-${colorScheme}.png`,
        });

      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(
        (violation) => violation.impact === 'serious' || violation.impact === 'critical',
      );
      expect(
        serious.map(
          (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`,
        ),
      ).toEqual([]);
    });

test('the sign-in page has nothing serious that keeps anybody out', async ({ browser }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      storageState: undefined,
      colorScheme,
    });
    const page = await context.newPage();
    await page.goto('/console/');
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    if (pictures) await page.screenshot({ path: `${pictures}/sign-in-${colorScheme}.png` });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')).toEqual(
      [],
    );
    await context.close();
  }
});
