import { expect, test } from './console';

test('a shard is split evenly after a preview, and the lineage shows it', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/streams/${stream}/shards`);
  await page.getByRole('button', { name: /^shardId-000000000000:/ }).click();
  await page.getByRole('button', { name: 'Split evenly' }).click();
  await expect(page.getByTestId('preview')).toContainText('170141183460469231731687303715884105728');
  await page.getByRole('button', { name: 'Split', exact: true }).click();

  await expect(page.getByRole('button', { name: /^shardId-000000000002:/ })).toBeVisible();
  await page.getByRole('button', { name: /^Lineage/ }).click();
  const lineage = page.getByRole('list', { name: 'Lineage of the shards' });
  await expect(lineage).toContainText(/shardId-000000000000\s*closed/);
  await expect(lineage.getByRole('listitem').getByRole('listitem')).toHaveCount(2);
});

test('two neighbours are chosen with Shift and merged', async ({ page, api, stream }) => {
  await api.create(stream, 3);
  await page.goto(`/console/streams/${stream}/shards`);
  await page.getByRole('button', { name: /^shardId-000000000000:/ }).click();
  await page.getByRole('button', { name: /^shardId-000000000001:/ }).click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/shard=shardId-000000000000/);
  await page.getByRole('button', { name: 'Merge these two' }).click();
  await page.getByRole('button', { name: 'Merge', exact: true }).click();

  await expect(page.getByText('2 open shards')).toBeVisible();
});

test('the hottest key is named, and the shard is split at it', async ({ page, api, stream }) => {
  await api.create(stream);
  const records = Array.from({ length: 400 }, (_, i) => ({
    PartitionKey: i % 2 ? 'hot-key' : `cold-${i}`,
    Data: 'aGVsbG8=',
  }));
  for (let i = 0; i < 4; i++) await api.call('PutRecords', { StreamName: stream, Records: records });
  await page.goto(`/console/streams/${stream}/shards?shard=shardId-000000000000`);
  const split = page.getByRole('button', { name: 'Split at the hottest key' });
  await expect(split).toBeEnabled({ timeout: 30_000 });
  await split.click();
  await expect(page.getByRole('dialog', { name: 'Split shardId-000000000000 at hot-key' })).toBeVisible();
  await page.getByRole('button', { name: 'Split', exact: true }).click();

  await expect(page.getByText('2 open shards')).toBeVisible();
  const hot = await api.put(stream, 'x', 'hot-key');
  expect(hot.ShardId).toBe('shardId-000000000002');
});

test('a thousand shards are shown with their figures', async ({ page, api, stream }) => {
  await api.create(stream, 1_000);
  await page.goto(`/console/streams/${stream}/shards`);
  await expect(page.getByRole('img', { name: /Hash keys of 1000 open shards/ })).toBeVisible();

  await page.getByPlaceholder('Find by shard or hottest key').fill('shardId-000000000777');

  await expect(page.getByRole('row', { name: /shardId-000000000777/ })).toBeVisible();
  await api.call('DeleteStream', { StreamName: stream });
});
