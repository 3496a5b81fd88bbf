import type { Row } from './protocol';

/**
 * The newest rows of all shards in the order of their arrival, bounded in number and in bytes, so that a tab that is open for
 * days stays as large as it is.
 */
export class RowBuffer {
  private rows: Row[] = [];
  private bytes = 0;

  constructor(
    private readonly mostRows = 2_000,
    private readonly mostBytes = 48 * 1024 * 1024,
  ) {}

  add(more: Row[]): void {
    this.rows.push(...more);
    // Nearly sorted already: each shard is, and the shards are read in turns.
    this.rows.sort((a, b) => a.at - b.at || a.id - b.id);
    for (const row of more) this.bytes += row.data.length;
    let gone = Math.max(0, this.rows.length - this.mostRows);
    for (let i = 0; i < gone; i++) this.bytes -= this.rows[i]!.data.length;
    while (this.bytes > this.mostBytes && gone < this.rows.length - 1) this.bytes -= this.rows[gone++]!.data.length;
    if (gone > 0) this.rows = this.rows.slice(gone);
  }

  clear(): void {
    this.rows = [];
    this.bytes = 0;
  }

  /** Newest first. */
  newestFirst(): Row[] {
    return this.rows.toReversed();
  }
}
