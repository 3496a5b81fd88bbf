/** An answer that is not a success: of the console's own API, or of a service, whose words are shown as they are. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 if there was no answer at all. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId?: string,
    readonly body?: unknown,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** True if the same call may succeed later without any change. */
  get passing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

let csrf = '';
let sessionEnded: () => void = () => {};
let skewMillis = 0;

/** The token that proves to the gateway that a change comes from this page. */
export function keepCsrf(token: string): void {
  csrf = token;
}

export function csrfToken(): string {
  return csrf;
}

/** Called when the gateway says that nobody is signed in any more. */
export function onSessionEnded(listener: () => void): void {
  sessionEnded = listener;
}

/** The server's clock, as far as its answers tell, in milliseconds. Ages are told by it, not by the browser's clock. */
export function serverNow(): number {
  return Date.now() + skewMillis;
}

/** How far the server's clock is ahead of the browser's, in milliseconds; differences within the header's second are 0. */
export function clockSkew(): number {
  return skewMillis;
}

function noteClock(response: Response, askedAt: number): void {
  const date = response.headers.get('date');
  if (!date) return;
  const middle = (askedAt + Date.now()) / 2;
  // The header counts whole seconds: half of one is the best guess of what was cut.
  const skew = Date.parse(date) + 500 - middle;
  skewMillis = Math.abs(skew) < 2_000 ? 0 : skew;
}

export interface CallOptions {
  method?: string;
  body?: unknown;
  signal?: AbortSignal;
}

/** Calls below /console/api/ and gives the response if it is a success. */
export async function request(path: string, options: CallOptions = {}): Promise<Response> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-millrace-csrf'] = csrf;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const askedAt = Date.now();
  let response: Response;
  try {
    response = await fetch(`/console/api/${path}`, {
      method,
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal ?? null,
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'Unreachable', 'Millrace can’t be reached. The page goes on trying.');
  }
  noteClock(response, askedAt);
  if (response.ok) return response;
  const error = await errorOf(response);
  if (error.status === 401 && error.code === 'SignInRequired') sessionEnded();
  throw error;
}

/** The same, for an answer in JSON; undefined if it has no body. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  const response = await request(path, options);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Reads the console's form of an error and that of AWS. */
async function errorOf(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('x-amzn-requestid') ?? undefined;
  const text = await response.text().catch(() => '');
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    const own = body['error'] as { code?: string; message?: string } | undefined;
    if (own) {
      const id = typeof body['requestId'] === 'string' ? body['requestId'] : requestId;
      return new ApiError(response.status, own.code ?? 'Error', own.message ?? '', id, body);
    }
    const type = String(body['__type'] ?? 'Error').replace(/^.*#/, '');
    const message = body['message'] ?? body['Message'] ?? '';
    return new ApiError(response.status, type, String(message), requestId, body);
  } catch {
    return new ApiError(response.status, `HTTP ${response.status}`, text.slice(0, 300), requestId);
  }
}
