import {
  attestationEntrySchemas,
  findingEntrySchemas,
  inquiryEntrySchemas,
  requestEntrySchemas,
  runEntries,
} from '@countersign/plugin-compliance-evidence-common';
import {
  Phrase,
  record,
  say,
  time,
} from '@countersign/plugin-governance-common';
import {
  EntryLooks,
  EntryText,
  Texts,
} from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiMessage2Line,
  RiShieldCheckLine,
} from '@remixicon/react';
import { complianceEvidenceTranslationRef } from '../translation';

type Translate = Texts<typeof complianceEvidenceTranslationRef.T>;

const good = [
  'run.completed',
  'run.packed',
  'finding.closed',
  'request.accepted',
  'attestation.made',
];
const bad = [
  'run.failed',
  'run.snapshot_failed',
  'run.delivery_failed',
  'run.incident_declared',
  'finding.opened',
  'finding.reopened',
  'request.returned',
];
const said = ['finding.noted', 'request.noted', 'finding.explained'];

/** What people wrote with an entry, whatever it is called there. */
function wordsOf(data: unknown): string | undefined {
  const { text, reason, problem } = (data ?? {}) as Record<string, unknown>;
  const words = text ?? reason ?? problem;
  return typeof words === 'string' ? words : undefined;
}

/** The records that an entry of a finding or a request refers to. */
function detailsOf({ type, data }: TimelineEvent): Phrase[] {
  switch (type) {
    case 'run.incident_declared': {
      const { incident } = runEntries.schemas[type].parse(data);
      return [say`${record(incident)}`];
    }
    case 'finding.accepted': {
      const { until } = findingEntrySchemas[type].parse(data);
      return [say`${time(until)}`];
    }
    case 'finding.remediated': {
      const { change } = findingEntrySchemas[type].parse(data);
      return [say`${record(change.number)}`];
    }
    case 'finding.closed': {
      const { absence } = findingEntrySchemas[type].parse(data);
      return absence ? [say`${record(absence.run)}`] : [];
    }
    case 'finding.opened':
    case 'finding.reopened': {
      const { seen } = data as { seen?: { run: string } };
      return seen ? [say`${record(seen.run)}`] : [];
    }
    case 'request.answered': {
      const { references } = requestEntrySchemas[type].parse(data);
      return references.map(({ reference, detail }) =>
        detail
          ? say`${record(reference)}: ${detail}`
          : say`${record(reference)}`,
      );
    }
    default:
      return [];
  }
}

function textOf(t: Translate, event: TimelineEvent): EntryText {
  const { type, data } = event;
  const details = detailsOf(event);
  const rest = {
    words: wordsOf(data),
    ...(details.length > 0 && { details }),
  };
  if (runEntries.is(type)) {
    const { source = '', recipient = '' } = (data ?? {}) as Record<
      string,
      string
    >;
    return { sentence: t(`run.event.${type}`, { source, recipient }), ...rest };
  }
  if (Object.hasOwn(findingEntrySchemas, type)) {
    const known = type as keyof typeof findingEntrySchemas;
    return { sentence: t(`finding.event.${known}`), ...rest };
  }
  if (Object.hasOwn(requestEntrySchemas, type)) {
    const known = type as keyof typeof requestEntrySchemas;
    return { sentence: t(`request.event.${known}`), ...rest };
  }
  if (Object.hasOwn(attestationEntrySchemas, type)) {
    const known = type as keyof typeof attestationEntrySchemas;
    return { sentence: t(`control.event.${known}`), ...rest };
  }
  if (Object.hasOwn(inquiryEntrySchemas, type)) {
    const known = type as keyof typeof inquiryEntrySchemas;
    return { sentence: t(`inquiry.event.${known}`), ...rest };
  }
  return { sentence: t('other', { type }) };
}

/** How the entries of the area look in a timeline. One of a type that is not known is told by its type alone. */
export function entryLooks(t: Translate): EntryLooks {
  return {
    textOf: event => textOf(t, event),
    iconOf({ type }) {
      if (good.includes(type)) return RiCheckLine;
      if (bad.includes(type)) return RiErrorWarningLine;
      return said.includes(type) ? RiMessage2Line : RiShieldCheckLine;
    },
    toneOf({ type }) {
      if (good.includes(type)) return 'good';
      if (bad.includes(type)) return 'bad';
      return said.includes(type) ? 'comment' : undefined;
    },
  };
}
