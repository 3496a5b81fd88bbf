import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';
import type { Zone } from '../figures/format';

export type ColorMode = 'system' | 'light' | 'dark';

interface Preferences {
  zone: Zone;
  color: ColorMode;
  /** What is dark at this moment, whoever asked for it. */
  dark: boolean;
}

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`millrace.${name}`);
  } catch {
    // A browser may forbid it; then the defaults hold.
    return null;
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(`millrace.${name}`, value);
  } catch {
    // Kept until the page is left.
  }
}

function isDark(color: ColorMode): boolean {
  return color === 'dark' || (color === 'system' && systemDark.matches);
}

const storedColor = stored('color');
const color: ColorMode = storedColor === 'light' || storedColor === 'dark' ? storedColor : 'system';
let current: Preferences = { zone: stored('zone') === 'utc' ? 'utc' : 'local', color, dark: isDark(color) };
show();

systemDark.addEventListener('change', () => change({}));

function show(): void {
  applyMode(current.dark ? Mode.Dark : Mode.Light);
  document.documentElement.style.colorScheme = current.dark ? 'dark' : 'light';
}

function change(part: Partial<Preferences>): void {
  const next = { ...current, ...part };
  current = { ...next, dark: isDark(next.color) };
  show();
  for (const listener of listeners) listener();
}

export function setZone(zone: Zone): void {
  store('zone', zone);
  change({ zone });
}

export function setColor(value: ColorMode): void {
  store('color', value);
  change({ color: value });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}
