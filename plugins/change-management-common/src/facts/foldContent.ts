import { digestOf } from '@countersign/plugin-ledger-common';
import type { ChangeEntryData } from '../evidence/entries';
import {
  Content,
  digestsOfTexts,
  textDigest,
  TextField,
  textFields,
} from './content';

type Snapshot = ChangeEntryData<'change.created'>;
type FieldChange = ChangeEntryData<'change.updated'>['changes'][number];

/** What a change said when it was opened. */
export function contentOf(snapshot: Snapshot): Content {
  const { source } = snapshot;
  const stack = {
    ...(source.workspace && { workspace: source.workspace }),
    ...(source.directory && { directory: source.directory }),
    ...(source.backend && { backend: source.backend }),
  };
  return {
    title: snapshot.title,
    category: snapshot.category,
    environment: snapshot.environment,
    items: snapshot.items,
    window: snapshot.window,
    planDigest: snapshot.planDigest,
    counts: snapshot.counts,
    touches: snapshot.touches ?? [],
    commit: snapshot.commit,
    ...(Object.keys(stack).length && { stack }),
    team: snapshot.team,
    template: snapshot.template,
    ...digestsOfTexts(snapshot),
    ...(snapshot.reliabilityFix && { reliabilityFix: true }),
  };
}

/** The content after an edit; `null` clears a field. People are facts of their own and no content. */
export function foldContent(
  content: Content,
  changes: readonly FieldChange[],
): Content {
  const next: Content = { ...content, texts: { ...content.texts } };
  for (const { field, after } of changes) {
    if (isText(field)) {
      next.texts[field] = textDigest(String(after ?? ''));
      if (field === 'justification') {
        next.justified = String(after ?? '').trim() !== '';
      }
    } else if (field === 'links') {
      next.links = digestOf(after ?? []);
    } else if (isPlain(field)) {
      Object.assign(next, { [field]: after ?? undefined });
    }
  }
  return next;
}

const plainFields = [
  'title',
  'category',
  'environment',
  'items',
  'window',
  'commit',
  'team',
  'template',
  'reliabilityFix',
] as const;

function isText(field: string): field is TextField {
  return (textFields as readonly string[]).includes(field);
}
function isPlain(field: string) {
  return (plainFields as readonly string[]).includes(field);
}
