import { Phrase, Segment } from '@countersign/plugin-governance-common';
import { ActorLink, EntityLink, RecordNumber } from '../references';
import { ComponentType } from 'react';
import { ShortTime } from '../time';

/** A way to show sentences; {@link SentenceText} is the usual one. */
export type RenderSentence = ComponentType<{ sentence: Phrase }>;

/** A sentence: entities, people and records are links, times are in the reader's own zone. */
export function SentenceText(props: { sentence: Phrase }) {
  const { sentence } = props;
  if (typeof sentence === 'string') return <>{sentence}</>;
  return (
    <>
      {sentence.map((segment, i) => (
        <SegmentText key={i} segment={segment} />
      ))}
    </>
  );
}

function SegmentText({ segment }: { segment: Segment }) {
  switch (segment.kind) {
    case 'entity':
      return <EntityLink entityRef={segment.ref} hideIcon />;
    case 'person':
      return <ActorLink actor={segment.ref} hideIcon />;
    case 'record':
      return <RecordNumber number={segment.text} hideCopy />;
    case 'time':
      return <ShortTime instant={segment.at} />;
    default:
      return <>{segment.text}</>;
  }
}
