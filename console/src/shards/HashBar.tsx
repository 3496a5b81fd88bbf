import type { ShardLoad } from '../api/kinesis';
import { percent } from '../figures/format';
import { busiest, heat, LEGEND } from './heat';
import { rangeOf, share } from './hashRange';

interface Props {
  /** In the order of their hash keys. */
  shards: ShardLoad[];
  selected: string[];
  /** @param add the shard joins what is selected, instead of replacing it */
  onSelect: (shard: ShardLoad, add: boolean) => void;
}

/** Narrower segments carry no text: it would not fit. */
const TEXT_FROM_SHARE = 0.05;
/** More buttons than this can't be hit, and make a page slow; the bar is then one picture, and the table selects. */
const BUTTONS_AT_MOST = 256;

function number(id: string): string {
  return id.replace(/^shardId-0*(?=\d)/, '');
}

/** All hash keys from 0 to 2^128 - 1, each shard as wide as its part of them, coloured by its busiest minute of the last hour. */
export function HashBar({ shards, selected, onSelect }: Props) {
  const buttons = shards.length <= BUTTONS_AT_MOST;
  return (
    <div>
      <div
        className="hash-bar"
        {...(buttons
          ? { role: 'group', 'aria-label': 'Hash keys, a button for each open shard' }
          : { role: 'img', 'aria-label': `Hash keys of ${shards.length} open shards; as a table below` })}
      >
        {shards.map((shard) => {
          const part = share(rangeOf(shard));
          const chosen = selected.includes(shard.ShardId);
          const style = { flexGrow: Math.max(part, 0.0002) };
          const kind = `hash-part heat-${heat(busiest(shard))}${chosen ? ' chosen' : ''}`;
          const told = `${shard.ShardId}: ${percent(part)} of the hash keys, at most ${percent(busiest(shard))} used in the last hour`;
          if (!buttons)
            return (
              <span
                key={shard.ShardId}
                className={kind}
                style={style}
                title={told}
                onClick={(event) => onSelect(shard, event.shiftKey)}
              />
            );
          return (
            <button
              key={shard.ShardId}
              type="button"
              className={kind}
              style={style}
              title={told}
              aria-pressed={chosen}
              onClick={(event) => onSelect(shard, event.shiftKey || event.ctrlKey || event.metaKey)}
            >
              <span className="unseen">{told}</span>
              {part >= TEXT_FROM_SHARE ? (
                <>
                  <span aria-hidden="true">{number(shard.ShardId)}</span>
                  <strong aria-hidden="true">{percent(busiest(shard))}</strong>
                </>
              ) : null}
            </button>
          );
        })}
      </div>
      <div className="hash-scale numbers quiet">
        <span>0</span>
        <span>2¹²⁷</span>
        <span>2¹²⁸ − 1</span>
      </div>
      <ul
        className="heat-legend"
        aria-label="Colours: the busiest minute of the last hour, of what AWS lets a shard take"
      >
        {LEGEND.map((text, step) => (
          <li key={text}>
            <span className={`heat-swatch heat-${step}`} /> {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
