import { parseEntityRef } from '@backstage/catalog-model';
import { Readable } from 'stream';
import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  changeReadPermission,
  ChangeSummary,
} from '@countersign/plugin-change-management-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { AreaPages } from '@countersign/plugin-governance-node';

/** A change request in the portal's search; who may not read the change does not find it. */
export interface ChangeDocument extends IndexableDocument {
  number: string;
  state: string;
  type: string;
  risk?: string;
  environment: string;
  authorization: { resourceRef: string };
}

const PAGE = 200;
/** Older changes are found on the list page, which searches them all. */
const MOST_DOCUMENTS = 20_000;

/** Hands the changes written last to the search index, newest first. */
export class ChangeCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'change-request';
  readonly visibilityPermission = changeReadPermission;

  constructor(
    private readonly changes: Pick<ChangeManagementService, 'listChanges'>,
    private readonly pages: AreaPages,
  ) {}

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<ChangeDocument> {
    let cursor: string | undefined;
    let n = 0;
    do {
      const page = await this.changes.listChanges({ limit: PAGE, cursor });
      yield* page.items.map(change => documentOf(change, this.pages));
      n += page.items.length;
      cursor = page.nextCursor;
    } while (cursor && n < MOST_DOCUMENTS);
  }
}

function documentOf(change: ChangeSummary, pages: AreaPages): ChangeDocument {
  const { number, title, state, type, risk, environment } = change;
  const names = [
    ...change.items,
    change.team,
    change.requester,
    change.implementer,
  ];
  return {
    title: `${number}: ${title}`,
    text: [...new Set(names)]
      .flatMap(ref => (ref ? parseEntityRef(ref).name : []))
      .join(' · '),
    location: pages.path(number),
    number,
    state,
    type,
    risk: risk?.level,
    environment,
    authorization: { resourceRef: number },
  };
}
