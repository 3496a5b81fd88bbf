import { call } from './client';
import type { Role } from './session';

export interface ServiceHealth {
  name: string;
  status: 'UP' | 'DOWN';
  detail?: string;
}

export interface Health {
  services: ServiceHealth[];
  region: string;
  account: string;
  version: string;
  time: string;
  endpoint: string;
}

export interface User {
  name: string;
  role: Role;
  source: 'local' | 'oidc';
  disabled: boolean;
  createdAt: string;
  lastSignInAt: string | null;
  mustChangePassword: boolean;
}

export interface AccessKey {
  accessKeyId: string;
  arn: string;
  description: string;
  createdAt: string;
  active: boolean;
  kind: 'root' | 'user' | 'console';
}

export interface AuditEvent {
  id: string;
  at: string;
  actor: string;
  source: 'console' | 'api';
  service: string;
  action: string;
  resource: string | null;
  result: string;
  requestId: string;
  detail: string | null;
  sourceAddress: string | null;
}

export interface AuditFilter {
  text?: string;
  actor?: string;
  action?: string;
  result?: string;
  from?: string;
  to?: string;
  before?: string;
  limit?: number;
}

export interface GatewaySetting {
  name: string;
  value: string;
  defaultValue?: string | null;
  source: string;
}

export const readHealth = () => call<Health>('health');
export const readSettings = () => call<{ service: string; settings: GatewaySetting[] }>('settings');

export function readAudit(filter: AuditFilter, signal?: AbortSignal) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter))
    if (value !== undefined && value !== '') query.set(name, String(value));
  return call<{ events: AuditEvent[]; next: string | null }>(`audit?${query}`, signal ? { signal } : {});
}

export const listUsers = () => call<{ users: User[] }>('users');
export const createUser = (name: string, role: Role) =>
  call<{ user: User; password: string }>('users', { method: 'POST', body: { name, role } });
export const changeUser = (name: string, change: { role?: Role; disabled?: boolean }) =>
  call<User>(`users/${encodeURIComponent(name)}`, { method: 'PATCH', body: change });
export const resetPassword = (name: string) =>
  call<{ password: string }>(`users/${encodeURIComponent(name)}/password`, { method: 'POST', body: {} });
export const deleteUser = (name: string) => call<void>(`users/${encodeURIComponent(name)}`, { method: 'DELETE' });

export const listKeys = () => call<{ keys: AccessKey[] }>('keys');
export const createKey = (description: string) =>
  call<AccessKey & { secretAccessKey: string }>('keys', { method: 'POST', body: { description } });
export const changeKey = (id: string, active: boolean) =>
  call<AccessKey>(`keys/${encodeURIComponent(id)}`, { method: 'PATCH', body: { active } });
export const deleteKey = (id: string) => call<void>(`keys/${encodeURIComponent(id)}`, { method: 'DELETE' });
