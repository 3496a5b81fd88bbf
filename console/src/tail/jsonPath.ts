/**
 * A small part of JSONPath (RFC 9535), enough to pick records by what is in them, and no code from text is ever run:
 *
 *   $.customer.country == "DE"     $['a b'][0].c     $.items[*].price > 10     $.error (exists)     $.name contains "x"
 */
export type JsonTest = (value: unknown) => boolean;

type Step = { name: string } | { index: number } | { every: true };

const COMPARISON = /^\s*(==|!=|<=|>=|<|>|contains\b)\s*(.+?)\s*$/;

/** @throws Error with words for the user, if the text is no such expression */
export function parseJsonTest(text: string): JsonTest {
  const { steps, rest } = parseSteps(text.trim());
  if (rest.trim() === '') return (value) => select([value], steps).length > 0;
  const comparison = COMPARISON.exec(rest);
  if (!comparison)
    throw new Error(
      `I can’t read “${rest.trim()}”; after the path comes ==, !=, <, <=, >, >= or contains, and a value.`,
    );
  const operator = comparison[1]!;
  const wanted = parseValue(comparison[2]!);
  return (value) => select([value], steps).some((found) => compare(found, operator, wanted));
}

function parseSteps(text: string): { steps: Step[]; rest: string } {
  if (!text.startsWith('$')) throw new Error('A JSON path begins with $, as in $.customer.country == "DE".');
  const steps: Step[] = [];
  let rest = text.slice(1);
  for (;;) {
    let match: RegExpExecArray | null;
    if ((match = /^\.([\p{L}_$][\p{L}\p{N}_$-]*)/u.exec(rest))) steps.push({ name: match[1]! });
    else if ((match = /^\.\*|^\[\*\]/.exec(rest))) steps.push({ every: true });
    else if ((match = /^\[(-?\d+)\]/.exec(rest))) steps.push({ index: Number(match[1]) });
    else if ((match = /^\['((?:[^'\\]|\\.)*)'\]/.exec(rest)) || (match = /^\["((?:[^"\\]|\\.)*)"\]/.exec(rest)))
      steps.push({ name: match[1]!.replace(/\\(.)/g, '$1') });
    else return { steps, rest };
    rest = rest.slice(match[0].length);
  }
}

function parseValue(text: string): unknown {
  const quoted = /^'((?:[^'\\]|\\.)*)'$/.exec(text);
  if (quoted) return quoted[1]!.replace(/\\(.)/g, '$1');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A word without quotes is taken as text.
    return text;
  }
}

function select(values: unknown[], steps: Step[]): unknown[] {
  let found = values;
  for (const step of steps) {
    const next: unknown[] = [];
    for (const value of found) {
      if (typeof value !== 'object' || value === null) continue;
      if ('every' in step) next.push(...Object.values(value));
      else if ('index' in step) {
        const at = Array.isArray(value) ? value.at(step.index) : undefined;
        if (at !== undefined) next.push(at);
      } else if (!Array.isArray(value) && Object.hasOwn(value, step.name))
        next.push((value as Record<string, unknown>)[step.name]);
    }
    found = next;
  }
  return found;
}

function compare(found: unknown, operator: string, wanted: unknown): boolean {
  switch (operator) {
    case '==':
      return found === wanted || (typeof wanted === 'string' && typeof found === 'number' && String(found) === wanted);
    case '!=':
      return found !== wanted;
    case 'contains':
      return Array.isArray(found)
        ? found.includes(wanted)
        : String(found).toLowerCase().includes(String(wanted).toLowerCase());
    default: {
      const sameKind = typeof found === typeof wanted && (typeof found === 'number' || typeof found === 'string');
      if (!sameKind) return false;
      const a = found as number | string;
      const b = wanted as number | string;
      return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
    }
  }
}
