import {
  createConditionExports,
  createPermissionResourceRef,
} from '@backstage/plugin-permission-node';
import {
  Authorizer as AuthorizerOf,
  claimRules,
  PropertyFilter,
  RecordKind,
  Rights,
} from '@countersign/plugin-governance-node';
import {
  Note,
  noteFinishPermission,
  noteReadPermission,
  RESOURCE_TYPE_NOTE,
} from '@countersign/sample-notes-common';

/** A note as permission rules see it. */
export type NoteResource = Pick<Note, 'author' | 'assignee'>;

/** What a rule asks the list for. */
export interface NoteFilter extends PropertyFilter {
  property: keyof NoteResource;
}

/** Notes as the permission framework finds them. */
export const noteResourceRef = createPermissionResourceRef<
  NoteResource,
  NoteFilter
>().with({ pluginId: 'sample-notes', resourceType: RESOURCE_TYPE_NOTE });

const claimRule = claimRules(noteResourceRef);

/** Every rule, for the permissions registry. */
export const noteRules = {
  isAuthor: claimRule('IS_AUTHOR', 'Allow who opened the note', 'author'),
  isAssignee: claimRule(
    'IS_ASSIGNEE',
    'Allow those whom the note is for',
    'assignee',
  ),
};

/** For policy authors: `noteConditions.isAuthor({ claims })`. */
export const { conditions: noteConditions } = createConditionExports({
  resourceRef: noteResourceRef,
  rules: noteRules,
});

/** What somebody may do with a note that they may read. */
export type NoteRight = 'finish';

/** Notes as permissions speak of them. */
export const noteKind: RecordKind<NoteRight, Note, NoteResource, NoteFilter> = {
  ref: noteResourceRef,
  permissions: { read: noteReadPermission, finish: noteFinishPermission },
  // That machines finish none is for the judge to say: it knows why, and a verifier asks it too.
  inPerson: [],
  resourceOf: ({ author, assignee }) => ({ author, assignee }),
  nameOf: ({ number }) => number,
  words: {
    one: 'note',
    all: 'notes',
    rights: { read: 'read', finish: 'finish' },
  },
};

/** What one caller may do with notes. */
export type NoteRights = Rights<NoteRight, Note, NoteResource, NoteFilter>;
/** Asks who may do what with notes. */
export type Authorizer = AuthorizerOf<NoteRights>;
