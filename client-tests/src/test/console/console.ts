import { test as base, expect, type Page } from '@playwright/test';

export { expect };

export const ADMIN = 'admin';
export const PASSWORD = 'a password of our own';

/** Calls the admin API as the page's user would. */
export class Api {
  private csrf = '';

  constructor(private readonly page: Page) {}

  async request(method: string, path: string, body?: unknown) {
    if (this.csrf === '') this.csrf = (await (await this.page.request.get('/console/api/session')).json()).csrf;
    return this.page.request.fetch(`/console/api/${path}`, {
      method,
      headers: {
        'x-millrace-csrf': this.csrf,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { data: JSON.stringify(body) }),
    });
  }

  /** One operation; fails the test if it does not succeed. */
  async call(operation: string, input: object = {}): Promise<any> {
    const answer = await this.request('POST', `call/${operation}`, input);
    expect(answer.status(), `${operation}: ${await answer.text()}`).toBe(200);
    const text = await answer.text();
    return text === '' ? {} : JSON.parse(text);
  }

  async create(stream: string, shards = 1): Promise<void> {
    await this.call('CreateStream', { StreamName: stream, ShardCount: shards });
    await this.active(stream);
  }

  async active(stream: string): Promise<void> {
    await expect
      .poll(
        async () =>
          (await this.call('DescribeStreamSummary', { StreamName: stream })).StreamDescriptionSummary.StreamStatus,
      )
      .toBe('ACTIVE');
  }

  async put(stream: string, data: string | Buffer, key = 'me'): Promise<{ ShardId: string; SequenceNumber: string }> {
    return this.call('PutRecord', {
      StreamName: stream,
      PartitionKey: key,
      Data: Buffer.from(data as string).toString('base64'),
    });
  }
}

let streams = 0;

interface Fixtures {
  api: Api;
  /** A name of a stream that no other test uses. */
  stream: string;
  /** What the browser complained about. A page that makes it complain is broken. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  api: async ({ page }, use) => use(new Api(page)),
  stream: async ({}, use) => use(`stream-${Date.now().toString(36)}-${++streams}`),
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        // Answers that are no success are part of some tests, and the browser tells of each.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text());
      });
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(baseURL!) && !/^(data|blob):/.test(url)) complaints.push(`went elsewhere: ${url}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Signs in with name and password on the sign-in page. */
export async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
