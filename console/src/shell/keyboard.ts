import { useEffect, useRef } from 'react';

/** What the help lists. */
export const SHORTCUTS: { keys: string; does: string }[] = [
  { keys: '/', does: 'Go to the search or filter of the page' },
  { keys: 'g o', does: 'Overview' },
  { keys: 'g s', does: 'Streams' },
  { keys: 'g a', does: 'Audit log' },
  { keys: 'g p', does: 'Operations' },
  { keys: 'c', does: 'Create a stream' },
  { keys: 'Space', does: 'Live tail: pause, go on' },
  { keys: 'j, k', does: 'Live tail: next, previous record' },
  { keys: 'Enter', does: 'Live tail: open the record' },
  { keys: 'Esc', does: 'Close what is open' },
  { keys: '?', does: 'This help' },
];

const SEQUENCE_MILLIS = 1_200;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** True where the key already does something to what has the focus. */
function takesSpace(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, [role="button"], [role="tab"], [role="checkbox"], summary') !== null
  );
}

/** Calls back for keys (`/`, `?`, ` `) and sequences (`g s`) while the user doesn't type and no dialog is open. */
export function useShortcuts(shortcuts: Record<string, () => void>): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    let first = '';
    let firstAt = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === ' ' && takesSpace(event.target)) return;
      if (event.key === 'Enter' && takesSpace(event.target)) return;
      if (document.querySelector('[role="dialog"]:not([aria-hidden="true"])')) return;
      const sequence = first && Date.now() - firstAt < SEQUENCE_MILLIS ? `${first} ${event.key}` : event.key;
      const action = latest.current[sequence] ?? latest.current[event.key];
      first = event.key;
      firstAt = Date.now();
      if (!action) return;
      first = '';
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** Puts the focus into the page's search: the first visible input inside an element marked with data-search. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('[data-search] input')?.focus();
}
