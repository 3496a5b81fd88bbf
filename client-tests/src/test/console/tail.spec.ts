import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from './console';

const rows = '[role="grid"] [role="row"][id]';

test('records of all shards come as they are written', async ({ page, api, stream }) => {
  await api.create(stream, 3);
  await page.goto(`/console/streams/${stream}/tail`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();

  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await api.put(stream, `record of ${key}`, key);

  await expect(page.locator(rows)).toHaveCount(6);
  await expect(page.getByTestId('received')).toHaveText('6 received');
});

test('records of different shards are shown in the order of their arrival', async ({ page, api, stream }) => {
  await api.create(stream, 3);
  for (let i = 0; i < 12; i++) await api.put(stream, `record ${String(i).padStart(2, '0')}`, `key ${i}`);
  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON`);
  await expect(page.locator(rows)).toHaveCount(12);

  const shown = await page.locator(rows).allInnerTexts();
  const arrived = shown.map((text) => /record (\d\d)/.exec(text)![1]!);
  expect(arrived).toEqual([...arrived].sort().reverse());
});

test('Space pauses and goes on, and nothing that came meanwhile is left out', async ({ page, api, stream }) => {
  await api.create(stream, 2);
  await page.goto(`/console/streams/${stream}/tail`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await api.put(stream, 'before', 'a');
  await expect(page.locator(rows)).toHaveCount(1);

  await page.keyboard.press('Space');
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await api.put(stream, 'meanwhile one', 'a');
  await api.put(stream, 'meanwhile two', 'b');
  await expect(page.locator(rows)).toHaveCount(1);
  await page.keyboard.press('Space');

  await expect(page.locator(rows)).toHaveCount(3);
  await expect(page.locator(rows).filter({ hasText: 'before' })).toHaveCount(1);
});

test('text, key and JSON path filter, and stand in the address', async ({ page, api, stream }) => {
  await api.create(stream);
  await api.put(stream, '{"country":"DE","total":5}', 'anna');
  await api.put(stream, '{"country":"FR","total":50}', 'bert');
  await api.put(stream, 'no json, but DE', 'anna');
  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON&key=anna`);
  await expect(page.locator(rows)).toHaveCount(2);

  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON&path=${encodeURIComponent('$.total > 10')}`);
  await expect(page.locator(rows)).toHaveCount(1);
  await expect(page.locator(rows)).toContainText('FR');

  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON`);
  await expect(page.locator(rows)).toHaveCount(3);
  await page.getByLabel('JSON path').fill('$.country ==');
  await expect(page.getByText(/I can’t read/)).toBeVisible();
  await page.getByLabel('Text').fill('json');
  await expect(page).toHaveURL(/q=json/);
});

test('HTML and script in a record are shown as text', async ({ page, api, stream }) => {
  const text = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
  await api.create(stream);
  await api.put(stream, text, '<b>key</b>');
  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON`);

  await page.locator(rows).first().click();

  await expect(page.getByTestId('record')).toHaveText(text);
  await expect(page.locator(rows).first()).toContainText('<b>key</b>');
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
});

test('random bytes, gzip and aggregated records are shown as what they are', async ({ page, api, stream }) => {
  const field = (number: number, bytes: Buffer) =>
    Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
  const record = (data: string) => field(3, Buffer.concat([Buffer.from([0x08, 0]), field(3, Buffer.from(data))]));
  const message = Buffer.concat([field(1, Buffer.from('inner-key')), record('first of two'), record('second of two')]);
  const aggregated = Buffer.concat([
    Buffer.from('f3899ac2', 'hex'),
    message,
    createHash('md5').update(message).digest(),
  ]);
  await api.create(stream);
  await api.put(stream, Buffer.from([0, 255, 1, 254, 128]));
  await api.put(stream, gzipSync('{"packed":true}'));
  await api.put(stream, aggregated);
  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON`);

  await expect(page.locator(rows)).toHaveCount(4);
  await expect(page.locator(rows).filter({ hasText: 'inner-key' })).toHaveCount(2);
  await expect(page.locator(rows).filter({ hasText: 'gzip + JSON' })).toContainText('packed');
  await page.locator(rows).filter({ hasText: 'binary' }).click();
  await expect(page.getByTestId('record')).toContainText('00000000  00 ff 01 fe 80');
});

test('records of 1 MiB and of 10 MiB do not stop the page', async ({ page, api, stream }) => {
  await api.create(stream);
  const { StreamDescriptionSummary } = await api.call('DescribeStreamSummary', {
    StreamName: stream,
  });
  await api.call('UpdateMaxRecordSize', {
    StreamARN: StreamDescriptionSummary.StreamARN,
    MaxRecordSizeInKiB: 10_240,
  });
  await api.active(stream);
  await api.put(stream, Buffer.alloc(1024 * 1024 - 10, 'm'));
  await api.put(stream, Buffer.alloc(10 * 1024 * 1024 - 10, 'x'));
  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON`);

  await expect(page.locator(rows)).toHaveCount(2);
  await page.locator(rows).first().click();
  await expect(page.getByText('The first 1 MiB of 10 MiB are here.')).toBeVisible();
  await expect(page.getByText('10 MiB (10,485,750 bytes)')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('record')).toBeHidden();
});

test('a clicked time starts the tail there, and a record is found by its number', async ({ page, api, stream }) => {
  await api.create(stream);
  await api.put(stream, 'early');
  await page.waitForTimeout(20);
  const { ShardId, SequenceNumber } = await api.put(stream, 'later');
  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON`);
  await expect(page.locator(rows)).toHaveCount(2);

  await page.locator(rows).filter({ hasText: 'later' }).getByTitle('Start the tail at this time').click();
  await expect(page).toHaveURL(/start=AT_TIMESTAMP&at=20/);
  await expect(page.locator(rows)).toHaveCount(1);

  await page.goto(`/console/streams/${stream}/tail?start=AFTER_SEQUENCE_NUMBER&shard=${ShardId}&seq=${SequenceNumber}`);
  await api.put(stream, 'last');
  await expect(page.locator(rows)).toHaveCount(1);
  await expect(page.locator(rows)).toContainText('last');
});

test('a record is copied as a command with its whole sequence number', async ({ page, api, stream }) => {
  await api.create(stream);
  const { SequenceNumber } = await api.put(stream, 'copy me');
  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON`);
  await page.locator(rows).first().click();
  await page.getByRole('button', { name: 'Copy as CLI' }).click();
  await expect(page.getByText('Copied')).toBeVisible();

  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    `--starting-sequence-number ${SequenceNumber}`,
  );
});

test('j and k go through the records, Enter opens, Esc closes', async ({ page, api, stream }) => {
  await api.create(stream);
  for (const text of ['one', 'two', 'three']) await api.put(stream, text);
  await page.goto(`/console/streams/${stream}/tail?start=TRIM_HORIZON`);
  await expect(page.locator(rows)).toHaveCount(3);

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');

  await expect(page.getByTestId('record')).toHaveText('three');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('record')).toBeHidden();
});

test('more than the eye can follow is counted, and the tab’s memory stays bounded', async ({ page, api, stream }) => {
  test.setTimeout(120_000);
  await api.create(stream, 4);
  await page.goto(`/console/streams/${stream}/tail`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  const send = async (seconds: number) => {
    for (let i = 0; i < seconds * 10; i++) {
      const began = Date.now();
      const records = Array.from({ length: 500 }, (_, n) => ({
        PartitionKey: `k${n}`,
        Data: Buffer.from(JSON.stringify({ i, n, text: 'x'.repeat(200) })).toString('base64'),
      }));
      await api.call('PutRecords', { StreamName: stream, Records: records });
      const rest = 100 - (Date.now() - began);
      // The pace of the load, not a wait for something to happen.
      if (rest > 0) await new Promise((done) => setTimeout(done, rest));
    }
  };
  await send(6);
  const early = await heap();
  await send(12);
  const late = await heap();

  await expect(page.getByTestId('received')).toHaveText('90,000 received');
  await expect(page.getByTestId('dropped')).not.toHaveText('0 not shown');
  console.log(
    `FIGURE: heap of the tab ${early.toFixed(1)} MB after 30,000 records, ${late.toFixed(1)} MB after 90,000`,
  );
  expect(late).toBeLessThan(early + 15);
});

test('a stream that is deleted ends its tail, with words', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/streams/${stream}/tail`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();

  await api.call('DeleteStream', { StreamName: stream });

  await expect(page.getByText(/not found|no stream|deleted/i).first()).toBeVisible();
});
