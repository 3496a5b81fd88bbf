import { expect, test } from './console';

test('a stream is created with the number of shards that the calculator gives', async ({ page, api, stream }) => {
  await page.goto('/console/streams/create');
  await page.getByLabel('Name').fill(stream);
  await page.getByRole('button', { name: 'How many shards do I need?' }).click();
  await page.getByLabel('Records per second at the peak').fill('4000');
  await page.getByLabel('Size of a record').fill('0.5');
  await page.getByRole('button', { name: 'Use 5 shards' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  await expect(page.getByRole('heading', { name: stream })).toBeVisible();
  await expect(page.getByText('5 open shards')).toBeVisible();
  const { StreamDescriptionSummary } = await api.call('DescribeStreamSummary', {
    StreamName: stream,
  });
  expect(StreamDescriptionSummary.OpenShardCount).toBe(5);
});

test('a name that is taken is refused with the words of the API', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto('/console/streams/create');
  await page.getByLabel('Name').fill(stream);
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  await expect(page.getByText(/already exists/).first()).toBeVisible();
});

test('the list is found, sorted and linked by its address', async ({ page, api, stream }) => {
  await api.create(`${stream}-a`, 1);
  await api.create(`${stream}-b`, 3);
  await page.goto(`/console/streams?q=${stream}&sort=SHARDS&order=descending`);

  const rows = page.locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(`${stream}-b`);

  await page.keyboard.press('/');
  await page.keyboard.type('-a');
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`q=${stream}-a`));
});

test('a stream is deleted only after its name was typed', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/streams/${stream}`);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${stream}?` });
  const confirm = dialog.getByRole('button', { name: 'Delete', exact: true });
  await expect(confirm).toBeDisabled();

  await dialog.getByRole('textbox').fill(stream);
  await confirm.click();

  await expect(page.getByRole('heading', { name: /^Streams/ })).toBeVisible();
  await expect
    .poll(async () =>
      (
        await api.request('POST', 'call/DescribeStreamSummary', {
          StreamName: stream,
        })
      ).status(),
    )
    .toBe(400);
});

test('retention, shards, metrics and tags are changed under Settings', async ({ page, api, stream }) => {
  await api.create(stream, 2);
  await page.goto(`/console/streams/${stream}/settings`);
  await page.getByLabel('Retention in hours').fill('48');
  await page.getByRole('button', { name: 'Change the retention' }).click();
  await expect(page.getByText('The retention is changed.')).toBeVisible();
  await api.active(stream);

  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByRole('textbox', { name: 'Key', exact: true }).fill('team');
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('blue');
  await page.getByRole('button', { name: 'Change the tags' }).click();
  await expect(page.getByText('The tags are changed.')).toBeVisible();

  await page.getByLabel('Open shards').fill('4');
  await page.getByRole('button', { name: 'Change the number' }).click();
  await expect(page.getByText('4 open shards')).toBeVisible();

  const { StreamDescriptionSummary } = await api.call('DescribeStreamSummary', {
    StreamName: stream,
  });
  expect(StreamDescriptionSummary.RetentionPeriodHours).toBe(48);
  expect((await api.call('ListTagsForStream', { StreamName: stream })).Tags).toEqual([{ Key: 'team', Value: 'blue' }]);
});

test('of two people who change one stream the second is told of the first', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/streams/${stream}/settings`);
  await page.getByLabel('Retention in hours').fill('72');

  await api.call('IncreaseStreamRetentionPeriod', {
    StreamName: stream,
    RetentionPeriodHours: 48,
  });
  await api.active(stream);
  await page.getByRole('button', { name: 'Change the retention' }).click();

  await expect(page.getByText(/changed meanwhile, from 24 hours to 2 days/)).toBeVisible();
  const { StreamDescriptionSummary } = await api.call('DescribeStreamSummary', {
    StreamName: stream,
  });
  expect(StreamDescriptionSummary.RetentionPeriodHours).toBe(48);
});

test('the page of a stream that is not there says so', async ({ page }) => {
  await page.goto('/console/streams/never-was/shards');

  await expect(page.getByText('There is no stream never-was')).toBeVisible();
});
