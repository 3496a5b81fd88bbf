import type { Decoded } from './decode';
import { parseJsonTest } from './jsonPath';
import type { FilterText } from './protocol';

export interface Filter {
  matchesKey: (key: string) => boolean;
  matches: (decoded: Decoded, key: string) => boolean;
}

/** Text is looked for in data and key, in any case of letters. */
export function makeFilter({ text, key, path }: FilterText): Filter {
  const wantedText = text.trim().toLowerCase();
  const wantedKey = key.trim().toLowerCase();
  const test = path.trim() === '' ? undefined : parseJsonTest(path);
  return {
    matchesKey: (candidate) => wantedKey === '' || candidate.toLowerCase().includes(wantedKey),
    matches: (decoded, candidate) =>
      (wantedText === '' ||
        decoded.text.toLowerCase().includes(wantedText) ||
        candidate.toLowerCase().includes(wantedText)) &&
      (!test || (decoded.value !== undefined && test(decoded.value))),
  };
}
