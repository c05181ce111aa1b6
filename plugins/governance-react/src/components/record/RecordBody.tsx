import { CallOptions, Page } from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { ComponentProps, ReactNode } from 'react';
import { RecordState } from '../../hooks/useRecord';
import { ProofPanel } from '../proof';
import { EntryLooks, TimelinePanel } from '../timeline';
import { RecordColumns } from './RecordColumns';

/** What happened to a record, as its page tells it. */
export interface RecordTimeline {
  title: string;
  /** Of the record: another one is fetched anew. */
  version?: string | number;
  /** A page of the entries, newest first. */
  load(
    query: { limit: number; cursor?: string },
    options: CallOptions,
  ): Promise<Page<TimelineEvent>>;
  looks: EntryLooks;
}

/** The page of a record: its header, what it is about and what happened, and beside it what is next and the proof. */
export function RecordBody(props: {
  number: string;
  state: Pick<RecordState<unknown>, 'generation'>;
  header: ReactNode;
  /** Above the timeline. */
  main?: ReactNode;
  /** Above the proof. */
  rail?: ReactNode;
  timeline?: RecordTimeline;
  /** Where the proof comes from, and the rules by which it is judged. */
  proof: Pick<
    ComponentProps<typeof ProofPanel>,
    'source' | 'judge' | 'references'
  >;
}) {
  const { number, timeline, proof } = props;
  const { generation } = props.state;
  return (
    <>
      {props.header}
      <RecordColumns
        main={
          <>
            {props.main}
            {timeline && (
              <TimelinePanel
                title={timeline.title}
                fetchKey={`${number}/${timeline.version}/${generation}`}
                loadPage={timeline.load}
                looks={timeline.looks}
              />
            )}
          </>
        }
        rail={
          <>
            {props.rail}
            <ProofPanel number={number} generation={generation} {...proof} />
          </>
        }
      />
    </>
  );
}
