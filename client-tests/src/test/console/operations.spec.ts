import { expect, test } from './console';

test('an access key is made, its secret shown once, switched off and deleted', async ({ page }) => {
  await page.goto('/console/access');
  await page.getByRole('button', { name: 'Make an access key' }).click();
  await page.getByLabel('What for').fill('e2e');
  await page.getByRole('dialog').getByRole('button', { name: 'Make', exact: true }).click();
  const shown = page.getByRole('dialog', { name: 'The new access key' }).locator('[data-testid="shown-once"]');
  const id = await shown.first().innerText();
  expect(await shown.last().innerText()).toHaveLength(40);
  await page.getByRole('button', { name: 'I have it' }).click();

  await page.reload();
  const row = page.getByRole('row', { name: new RegExp(id) });
  await expect(row).toContainText('e2e');
  await page.getByRole('button', { name: `Change ${id}` }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await expect(row).toContainText('inactive');
  await page.getByRole('button', { name: `Change ${id}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(row).toBeHidden();
});

test('the last administrator stays one', async ({ page }) => {
  await page.goto('/console/access');
  await page.getByRole('button', { name: 'Change admin' }).click();
  await page.getByRole('menuitem', { name: 'Make viewer' }).click();

  await expect(page.getByText(/LastAdministrator/)).toBeVisible();
});

test('storage, the segment check and the settings in force are shown', async ({ page }) => {
  await page.goto('/console/operations?q=tail-cache');
  await expect(page.getByText(/GiB of .* used/)).toBeVisible();
  await page.getByRole('button', { name: 'Check the segments' }).click();
  await expect(page.getByText('Everything is whole')).toBeVisible();

  await expect(page.getByRole('row', { name: /millrace\.streams\.log\.tail-cache-size/ })).toBeVisible();
  await page.getByPlaceholder('Find settings').fill('secret');
  await expect(page.getByRole('row', { name: /root-secret-access-key.*streams/ })).toBeVisible();
  const secrets = page.getByRole('row', {
    name: /^\S*(secret|secret-access-key|password)\s/,
  });
  for (const row of await secrets.all())
    expect(['', '(set)']).toContain((await row.getByRole('cell').first().innerText()).trim());
});

test('the audit log tells who did what, from the console and from the API', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/audit?q=${stream}`);

  const row = page.getByRole('row', { name: /CreateStream/ });
  await expect(row).toContainText('admin');
  await expect(row).toContainText('console');
  await expect(row).toContainText('Success');
  await row.getByRole('button', { name: 'Details of CreateStream' }).click();
  await expect(row).toContainText('"ShardCount": 1');
});
