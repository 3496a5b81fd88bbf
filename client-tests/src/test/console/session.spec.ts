import { ADMIN, PASSWORD, expect, signIn, test } from './console';

test('a session that ended asks for the password above the page, which keeps what was typed', async ({
  page,
  context,
}) => {
  await page.goto('/console/streams/create');
  await page.getByLabel('Name').fill('half-typed');

  await context.clearCookies();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Name').fill(ADMIN);
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();

  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Name')).toHaveValue('half-typed');
});

test('who signs out is out, and comes back to the page of the link after signing in', async ({ browser }) => {
  const context = await browser.newContext({ storageState: undefined });
  const page = await context.newPage();
  await page.goto('/console/audit?q=CreateStream');
  await signIn(page, ADMIN, PASSWORD);
  await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('CreateStream');

  await page.getByRole('button', { name: 'admin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();

  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect((await page.request.get('/console/api/health')).status()).toBe(401);
  await context.close();
});

test('the session’s cookie is out of reach of scripts, and no answer to the page holds a secret of AWS', async ({
  page,
  context,
}) => {
  const answers: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/console/api/'))
      void response.text().then(
        (text) => answers.push(text),
        () => undefined,
      );
  });
  await page.goto('/console/access');
  await expect(page.getByRole('row', { name: /Root/ })).toBeVisible();

  const cookie = (await context.cookies()).find((each) => each.name === 'millrace_session')!;
  expect(cookie).toMatchObject({
    httpOnly: true,
    sameSite: 'Strict',
    path: '/console',
  });
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(answers.join()).not.toContain('secretAccessKey');
});

test('a role without permission finds the control switched off, and why', async ({ page, api, browser, stream }) => {
  await api.create(stream);
  await page.goto('/console/access');
  await page.getByRole('button', { name: 'Add a user' }).click();
  const name = `viewer-${Date.now()}`;
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  const password = await page
    .getByRole('dialog', { name: /Temporary password/ })
    .locator('[data-testid="shown-once"]')
    .innerText();

  const context = await browser.newContext({ storageState: undefined });
  const theirs = await context.newPage();
  await theirs.goto(`/console/streams/${stream}/produce`);
  await signIn(theirs, name, password);
  await theirs.getByLabel('Current password').fill(password);
  await theirs.getByLabel('New password', { exact: true }).fill('the viewer’s own words');
  await theirs.getByLabel('New password again').fill('the viewer’s own words');
  await theirs.getByRole('button', { name: 'Change the password' }).click();

  const send = theirs.getByRole('button', { name: 'Send', exact: true });
  await expect(send).toHaveAttribute('aria-disabled', 'true');
  await send.hover();
  await expect(
    theirs.getByText('Needs the role operator; yours is viewer.').filter({ visible: true }).first(),
  ).toBeVisible();
  await theirs.goto('/console/access');
  await expect(theirs.getByText(/shown to administrators/)).toBeVisible();

  // Switched off while signed in: out with the next call.
  expect((await api.request('PATCH', `users/${name}`, { disabled: true })).status()).toBe(200);
  await expect(theirs.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
  await context.close();
});
