export type Form = 'text' | 'json' | 'base64' | 'file';

/** Base64 of bytes of any number, in steps that fit a call's arguments. */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

export function base64OfText(text: string): string {
  return base64(new TextEncoder().encode(text));
}

/**
 * What is typed as the Data of a record.
 *
 * @throws Error with words for the user
 */
export function dataOf(form: Exclude<Form, 'file'>, typed: string): string {
  switch (form) {
    case 'text':
      return base64OfText(typed);
    case 'json':
      try {
        JSON.parse(typed);
      } catch (error) {
        throw new Error(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`);
      }
      // As it was typed: parsing and printing would change numbers beyond 2^53.
      return base64OfText(typed);
    case 'base64': {
      const compact = typed.replace(/\s+/g, '');
      try {
        atob(compact);
      } catch {
        throw new Error('This is no base64.');
      }
      return compact;
    }
  }
}
