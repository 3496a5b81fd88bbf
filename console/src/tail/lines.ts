/** Cuts a stream of bytes into lines of text; a line ends with a line feed. */
export async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  // Pieces of an unfinished line, joined once when its end is there: a long line does not cost its length squared.
  let pieces: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      let text = decoder.decode(value, { stream: true });
      let end: number;
      while ((end = text.indexOf('\n')) >= 0) {
        pieces.push(text.slice(0, end));
        const line = pieces.join('');
        pieces = [];
        text = text.slice(end + 1);
        if (line !== '') yield line;
      }
      if (text !== '') pieces.push(text);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
