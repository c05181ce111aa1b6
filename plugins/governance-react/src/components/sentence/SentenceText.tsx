import { Phrase, Segment } from '@countersign/plugin-governance-common';
import { ActorLink, EntityLink, RecordNumber } from '../references';
import { ShortTime } from '../time';
import styles from './SentenceText.module.css';

/** What must not be parted from a reference at the end of a line: a bracket before it, punctuation after it. */
const opening = /[(“"]+$/;
const closing = /^[).,:;”"?!]+/;

/** A sentence: entities, people and records are links, times are in the reader's own zone. */
export function SentenceText(props: { sentence: Phrase }) {
  const { sentence } = props;
  if (typeof sentence === 'string') return <>{sentence}</>;
  const pieces = sentence.map((segment, i) =>
    piecesOf(segment, i > 0, i < sentence.length - 1),
  );
  return (
    <>
      {sentence.map((segment, i) => {
        if (segment.kind === 'text') return pieces[i].text;
        const before = pieces[i - 1]?.toNext;
        const after = pieces[i + 1]?.toPrevious;
        return before || after ? (
          <span key={i} className={styles.together}>
            {before}
            <Reference segment={segment} />
            {after}
          </span>
        ) : (
          <Reference key={i} segment={segment} />
        );
      })}
    </>
  );
}

/** What of a text stands with the references before and after it, and what is left. */
function piecesOf(segment: Segment, hasBefore: boolean, hasAfter: boolean) {
  if (segment.kind !== 'text') return {};
  const all = segment.text;
  const toPrevious = (hasBefore && closing.exec(all)?.[0]) || '';
  const rest = all.slice(toPrevious.length);
  const toNext = (hasAfter && opening.exec(rest)?.[0]) || '';
  return {
    toPrevious,
    text: rest.slice(0, rest.length - toNext.length),
    toNext,
  };
}

function Reference({ segment }: { segment: Segment }) {
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
