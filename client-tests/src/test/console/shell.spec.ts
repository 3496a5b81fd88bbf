import { expect, test } from './console';

test('the keyboard leads through the console', async ({ page }) => {
  await page.goto('/console/');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { name: /^Streams/ })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByPlaceholder('Find streams by name')).toBeFocused();
  await page.keyboard.type('gs?');
  await expect(page.getByPlaceholder('Find streams by name')).toHaveValue('gs?');
  await page.getByPlaceholder('Find streams by name').blur();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeHidden();
});

test('the first Tab leads past the navigation', async ({ page }) => {
  await page.goto('/console/streams');
  await expect(page.getByRole('heading', { name: /^Streams/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
});

test('times are shown in UTC or in the browser’s zone, and it is remembered', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.goto(`/console/audit?q=${stream}`);
  const when = page.locator('tbody time').first();
  const moment = new Date((await when.getAttribute('datetime'))!);
  const hour = (zone: string) =>
    new Intl.DateTimeFormat('de-DE', { timeZone: zone, hour: '2-digit' }).format(moment).slice(0, 2);
  await expect(when).toContainText(` ${hour('Europe/Berlin')}:`);

  await page.getByRole('button', { name: /Local time/ }).click();
  await page.getByRole('menuitem', { name: 'UTC' }).click();
  await expect(when).toContainText(` ${hour('UTC')}:`);
  await page.reload();
  await expect(when).toContainText(` ${hour('UTC')}:`);
});

test('a server that can’t be reached is told, the page keeps what it has, and recovers by itself', async ({
  page,
  api,
  stream,
}) => {
  await api.create(stream);
  await page.goto(`/console/streams?q=${stream}`);
  await expect(page.getByRole('row', { name: new RegExp(stream) })).toBeVisible();

  await page.route('**/console/api/**', (route) => route.abort());
  await expect(page.getByText('Millrace can’t be reached', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('row', { name: new RegExp(stream) })).toBeVisible();
  await page.unroute('**/console/api/**');

  await expect(page.getByText('Millrace can’t be reached', { exact: true })).toBeHidden({ timeout: 30_000 });
});

test('a service that is down is named', async ({ page }) => {
  await page.route('**/console/api/health', async (route) => {
    const health = await (await route.fetch()).json();
    health.services.find((service: { name: string }) => service.name === 'streams').status = 'DOWN';
    await route.fulfill({ json: health });
  });
  await page.goto('/console/');

  await expect(page.getByText('streams is down').first()).toBeVisible();
});

test('a browser whose clock is wrong is told, and ages stay right', async ({ page, api, stream }) => {
  await api.create(stream);
  await page.clock.setSystemTime(Date.now() + 2 * 3_600_000);
  await page.goto(`/console/streams?q=${stream}`);

  await expect(page.getByText(/clock is 2 h ahead of the server/)).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(stream) })).not.toContainText('2 h ago');
});

test('a page that is not there says so', async ({ page }) => {
  await page.goto('/console/no/such/page');

  await expect(page.getByText('There is no such page')).toBeVisible();
});
