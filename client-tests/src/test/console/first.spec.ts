import { ADMIN, PASSWORD, expect, signIn, test } from './console';

const temporary = process.env['MILLRACE_CONSOLE_PASSWORD'] ?? '';

test.describe.configure({ mode: 'serial' });

test('a wrong password is refused with words that tell nothing of the user', async ({ page }) => {
  await page.goto('/console/streams');
  await signIn(page, ADMIN, 'not this one');

  await expect(page.getByText('The name or the password is wrong.', { exact: true })).toBeVisible();
});

test('the first sign-in asks for a password of one’s own, and leads to the overview', async ({ page }) => {
  await page.goto('/console/');
  await signIn(page, ADMIN, temporary);
  await page.getByLabel('Current password').fill(temporary);
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('New password again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change the password' }).click();

  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page.context().storageState({ path: 'state/admin.json' });
});

test.describe('a first-time visitor', () => {
  test.use({ storageState: 'state/admin.json' });

  test('has a stream, a record in it, and sees it, with one click', async ({ page }) => {
    const began = Date.now();
    await page.goto('/console/');
    await page.getByRole('button', { name: 'Do it for me' }).click();

    await expect(page.getByRole('row', { name: /hello from the console/ })).toBeVisible();
    console.log(`FIGURE: from opening the page to seeing the first record ${Date.now() - began} ms`);
  });

  test('finds examples with this endpoint, and fills in a new key', async ({ page, baseURL }) => {
    await page.goto('/console/');
    await expect(page.getByLabel('AWS CLI example', { exact: true })).toContainText(`AWS_ENDPOINT_URL=${baseURL}`);

    await page.getByRole('button', { name: 'Fill in a new access key' }).click();
    await page.getByRole('tab', { name: 'Python (boto3)' }).click();

    await expect(page.getByLabel('Python (boto3) example', { exact: true })).toContainText(
      /aws_access_key_id="AKIA\w+", aws_secret_access_key="[^<"]{40}"/,
    );
  });

  test('loads at most 350 kB of compressed script for the first page', async ({ page }) => {
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.endsWith('.js'))
        sizes.push(
          response
            .request()
            .sizes()
            .then((size) => size.responseBodySize),
        );
    });
    const began = Date.now();
    await page.goto('/console/');
    await expect(page.getByRole('link', { name: 'Create a stream' })).toBeVisible();
    const usable = Date.now() - began;
    await page.waitForLoadState('networkidle');

    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    console.log(`FIGURE: first page ${Math.round(bytes / 1000)} kB of compressed script, usable after ${usable} ms`);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(350_000);
  });
});
