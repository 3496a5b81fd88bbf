import { expect, test } from './console';

test('a consumer is registered and deregistered', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/streams/${stream}/consumers`);
  await page.getByRole('button', { name: 'Register a consumer' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('reports');
  await page.getByRole('dialog').getByRole('button', { name: 'Register', exact: true }).click();
  await expect(page.getByRole('region', { name: 'reports' })).toContainText('not subscribed');

  await page.getByRole('button', { name: 'Deregister reports' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('reports');
  await page.getByRole('dialog').getByRole('button', { name: 'Deregister', exact: true }).click();

  await expect(page.getByText('No consumer is registered')).toBeVisible();
});

test('a poller is seen with what it is behind', async ({ page, api, stream }) => {
  await api.create(stream);
  for (let i = 0; i < 5; i++) await api.put(stream, `record ${i}`);
  const { ShardIterator } = await api.call('GetShardIterator', {
    StreamName: stream,
    ShardId: 'shardId-000000000000',
    ShardIteratorType: 'TRIM_HORIZON',
  });
  await api.call('GetRecords', { ShardIterator, Limit: 2 });

  await page.goto(`/console/streams/${stream}/consumers`);

  await expect(page.getByRole('heading', { name: 'Pollers (1)' })).toBeVisible();
  await expect(page.getByRole('row', { name: /shardId-000000000000 3 records/ })).toBeVisible();
});
