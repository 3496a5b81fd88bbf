import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useSyncExternalStore } from 'react';
import { ApiError } from '../api/client';

type Notice = Pick<FlashbarProps.MessageDefinition, 'type' | 'header' | 'content'>;

let notices: (Notice & { id: string })[] = [];
let next = 1;
const listeners = new Set<() => void>();
const SHOWN = 5;
const GONE_AFTER_MILLIS = 8_000;

function set(changed: typeof notices): void {
  notices = changed;
  for (const listener of listeners) listener();
}

/** Tells the user of something done or failed. What succeeded goes away by itself. */
export function notify(notice: Notice): void {
  const id = String(next++);
  set([...notices, { ...notice, id }].slice(-SHOWN));
  if (notice.type === 'success') setTimeout(() => dismiss(id), GONE_AFTER_MILLIS);
}

export function notifyFailure(what: string, error: unknown): void {
  const code = error instanceof ApiError ? `${error.code}: ` : '';
  notify({ type: 'error', header: what, content: code + (error instanceof Error ? error.message : String(error)) });
}

export function dismiss(id: string): void {
  set(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): FlashbarProps.MessageDefinition[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
  return all.map((notice) => ({
    ...notice,
    dismissible: true,
    dismissLabel: 'Dismiss',
    onDismiss: () => dismiss(notice.id),
  }));
}
