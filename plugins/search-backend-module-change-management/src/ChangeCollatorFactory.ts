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
import { EntityNames } from './EntityNames';

/** A change request in the portal's search; who may not read the change does not find it. */
export interface ChangeDocument extends IndexableDocument {
  number: string;
  state: string;
  type: string;
  risk?: string;
  environment: string;
  /** References, so that a change is found by the name that the catalog has for an item too. */
  items: string[];
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
    private readonly names: Pick<EntityNames, 'of'>,
  ) {}

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<ChangeDocument> {
    let cursor: string | undefined;
    let n = 0;
    do {
      const page = await this.changes.listChanges({ limit: PAGE, cursor });
      const names = await this.names.of(page.items.flatMap(refsOf));
      yield* page.items.map(change => documentOf(change, this.pages, names));
      n += page.items.length;
      cursor = page.nextCursor;
    } while (cursor && n < MOST_DOCUMENTS);
  }
}

function refsOf(change: ChangeSummary): string[] {
  const { items, team, requester, implementer } = change;
  return [...items, team, requester, implementer].filter(
    ref => ref !== undefined,
  );
}

function documentOf(
  change: ChangeSummary,
  pages: AreaPages,
  names: ReadonlyMap<string, string>,
): ChangeDocument {
  const { number, title, state, type, risk, environment, items } = change;
  return {
    title: `${number}: ${title}`,
    text: [...new Set(refsOf(change).map(ref => names.get(ref) ?? ref))].join(
      ' · ',
    ),
    location: pages.path(number),
    number,
    state,
    type,
    risk: risk?.level,
    environment,
    items,
    authorization: { resourceRef: number },
  };
}
