import { expect, test } from './console';

test('a record is sent with an explicit hash key, and found again', async ({ page, api, stream }) => {
  await api.create(stream, 2);
  await page.goto(`/console/streams/${stream}/produce`);
  await page.getByLabel('Partition key').fill('anna');
  await page.getByLabel('Explicit hash key (optional)').fill('340282366920938463463374607431768211455');
  await page.getByLabel('Data', { exact: true }).fill('wörld');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByTestId('stored')).toContainText('shardId-000000000001');
  await page.getByRole('link', { name: 'See it' }).click();

  await expect(page.locator('[role="grid"] [role="row"][id]')).toContainText('wörld');
});

test('what is no JSON is not sent', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/streams/${stream}/produce`);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await page.getByLabel('Data', { exact: true }).fill('{oops');
  await page.getByRole('button', { name: 'Send', exact: true }).click();

  await expect(page.getByText(/This is no JSON/)).toBeVisible();
});

test('a file is sent byte by byte', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/streams/${stream}/produce`);
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'bytes.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from([0, 1, 254, 255]),
  });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByTestId('stored')).toBeVisible();

  const { ShardIterator } = await api.call('GetShardIterator', {
    StreamName: stream,
    ShardId: 'shardId-000000000000',
    ShardIteratorType: 'TRIM_HORIZON',
  });
  const { Records } = await api.call('GetRecords', { ShardIterator });
  expect(Records[0].Data).toBe(Buffer.from([0, 1, 254, 255]).toString('base64'));
});

test('the demo generator sends until it is stopped', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/streams/${stream}/produce`);
  await page.getByLabel('Records per second').fill('200');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect
    .poll(async () => Number((await page.getByTestId('demo-sent').innerText()).replace(',', '')))
    .toBeGreaterThan(300);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();

  const { ShardIterator } = await api.call('GetShardIterator', {
    StreamName: stream,
    ShardId: 'shardId-000000000000',
    ShardIteratorType: 'TRIM_HORIZON',
  });
  const { Records } = await api.call('GetRecords', { ShardIterator });
  const order = JSON.parse(Buffer.from(Records[0].Data, 'base64').toString());
  expect(order).toMatchObject({
    type: 'order',
    customer: { country: expect.any(String) },
  });
});
