import { ApiError, call, keepCsrf } from './client';

export type Role = 'viewer' | 'operator' | 'admin';

export interface Session {
  user: { name: string; role: Role; source: 'local' | 'oidc'; mustChangePassword: boolean };
  csrf: string;
  expiresAt: string;
}

export interface SignInWays {
  local: boolean;
  oidc: { name: string } | null;
}

const RANK: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

/** True if a user of that role may do what needs the other. */
export function allows(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed];
}

export type SessionState = { session: Session; ways: null } | { session: null; ways: SignInWays };

/** Who is signed in, or how one may sign in. */
export async function readSession(): Promise<SessionState> {
  try {
    return { session: kept(await call<Session>('session')), ways: null };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const ways = (error.body as { signIn?: SignInWays } | undefined)?.signIn;
    return { session: null, ways: ways ?? { local: true, oidc: null } };
  }
}

export async function signIn(name: string, password: string): Promise<Session> {
  return kept(await call<Session>('session', { method: 'POST', body: { name, password } }));
}

export async function signOut(): Promise<void> {
  await call('session', { method: 'DELETE' });
}

export async function changePassword(current: string, next: string): Promise<void> {
  await call('password', { method: 'POST', body: { current, next } });
}

function kept(session: Session): Session {
  keepCsrf(session.csrf);
  return session;
}
