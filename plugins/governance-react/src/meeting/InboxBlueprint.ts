import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { Waiting } from '@countersign/plugin-governance-common';
import { ReactNode } from 'react';
import { AreaRequest } from './request';
import { readable } from './contributions';

/** Something that waits for the reader: approve, review, acknowledge, act, attest. */
export interface InboxItem extends Waiting {
  /** Unique within its area. */
  id: string;
  /** The number of the record. */
  record: string;
  /** The record's page. */
  href?: string;
  title: string;
  /** A badge of what is to be done, verb first and one word if possible: "Approve". */
  task: ReactNode;
}

/** What an area says waits for the reader. */
export interface InboxAnswer {
  items: InboxItem[];
  /** Lists of the area that show more, such as "All 12 approvals". */
  links?: { text: ReactNode; href: string }[];
}

/** What one area contributes to the one inbox. */
export interface InboxSource {
  /** As people call the area: "Changes". */
  area: string;
  load(
    request: AreaRequest & {
      /** Entity ref of the reader. */
      user: string;
      /** Refs of the groups they belong to. */
      teams: string[];
    },
  ): Promise<InboxAnswer>;
}

/** What an inbox extension says. */
export const inboxSourceDataRef = createExtensionDataRef<InboxSource>().with({
  id: 'governance.inbox-source',
});

/** Adds what waits for a person in one area to the one list on the home page, where it stands by its urgency. */
export const InboxBlueprint = readable(
  createExtensionBlueprint({
    kind: 'inbox',
    attachTo: { id: 'home-page-widget:governance/inbox', input: 'sources' },
    output: [inboxSourceDataRef],
    dataRefs: { source: inboxSourceDataRef },
    factory(params: InboxSource) {
      return [inboxSourceDataRef(params)];
    },
  }),
  inboxSourceDataRef,
);
