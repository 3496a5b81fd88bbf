import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { bytes, count } from '../figures/format';
import { Time } from '../figures/Time';
import type { Search } from '../shell/router';
import { asCli, asJson } from './copies';
import { ENCODINGS, show, type Encoding } from './decode';
import type { Row } from './protocol';

/** More characters than this make a page slow, and nobody reads them; the whole can be copied. */
const SHOWN_CHARACTERS = 100_000;

interface Props {
  stream: string;
  row: Row;
  search: Search;
  change: (part: Search) => void;
  onClose: () => void;
}

/** One record, whole, in the encoding of one's choice. */
export function RecordPanel({ stream, row, search, change, onClose }: Props) {
  const encoding: Encoding = ENCODINGS.find((one) => one.value === search['as'])?.value ?? 'auto';
  const [text, setText] = useState('');

  useEffect(() => {
    let current = true;
    void show(row.data, encoding).then((shown) => current && setText(shown));
    return () => {
      current = false;
    };
  }, [row, encoding]);

  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <CopyToClipboard
                copyButtonText="Copy as CLI"
                copySuccessText="Copied"
                copyErrorText="Can’t be copied"
                textToCopy={asCli(stream, row)}
              />
              <CopyToClipboard
                copyButtonText="Copy as JSON"
                copySuccessText="Copied"
                copyErrorText="Can’t be copied"
                textToCopy={asJson(row)}
              />
              <CopyToClipboard
                copyButtonText="Copy the data"
                copySuccessText="Copied"
                copyErrorText="Can’t be copied"
                textToCopy={text}
              />
              <Button iconName="close" variant="icon" ariaLabel="Close the record (Esc)" onClick={onClose} />
            </SpaceBetween>
          }
        >
          Record
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Arrived', value: <Time at={row.at} fraction /> },
            { label: 'Shard', value: <span className="mono">{row.shard}</span> },
            { label: 'Partition key', value: <span className="mono">{row.key}</span> },
            { label: 'Size', value: `${bytes(row.size)} (${count(row.size)} bytes)` },
            {
              label: 'Sequence number',
              value: (
                <span className="mono">
                  {row.seq}
                  {row.sub === undefined ? '' : ` / ${row.sub}`}
                </span>
              ),
            },
            { label: 'Looks like', value: row.encoding },
          ]}
        />
        <Select
          selectedOption={ENCODINGS.find((one) => one.value === encoding)!}
          options={ENCODINGS}
          ariaLabel="Show as"
          inlineLabelText="Show as"
          onChange={({ detail }) =>
            change({ as: detail.selectedOption.value === 'auto' ? undefined : detail.selectedOption.value })
          }
        />
        {row.cut ? (
          <Alert type="info">
            The first {bytes(row.data.length)} of {bytes(row.size)} are here.
          </Alert>
        ) : null}
        <pre className="snippet record-text" tabIndex={0} aria-label="The record's data" data-testid="record">
          {text.length > SHOWN_CHARACTERS ? text.slice(0, SHOWN_CHARACTERS) : text}
        </pre>
        {text.length > SHOWN_CHARACTERS ? (
          <span className="quiet">
            {count(SHOWN_CHARACTERS)} of {count(text.length)} characters are shown; “Copy the data” copies all.
          </span>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
