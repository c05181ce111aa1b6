import {
  ApiHolder,
  createApiRef,
  RouteResolutionApi,
  SubRouteRef,
} from '@backstage/frontend-plugin-api';
import { ProofSource } from './ProofSource';

/** Where the records of one kind have their pages. */
export interface RecordLink {
  /** What their numbers begin with, such as `CHG`. */
  prefix: string;
  /** The page of one record, of the plugin that owns it. */
  route: SubRouteRef<{ number: string }>;
  /** Where its evidence comes from, so that what relies on it can be saved with it. */
  proof?(apis: ApiHolder): ProofSource | undefined;
}

/** Finds the page and the proof of a record of any area by its number. */
export interface RecordLinks {
  /** The path, or nothing for a number whose area is not installed. */
  pathOf(number: string): string | undefined;
  /** Where its evidence comes from, or nothing where no area says so. */
  proofOf(number: string, apis: ApiHolder): ProofSource | undefined;
}

/** Finds what the installed areas say of their records; absent in an app without the `governance` plugin. */
export const recordLinksApiRef = createApiRef<RecordLinks>().with({
  id: 'plugin.governance.record-links',
  pluginId: 'governance',
});

/** Letters, then digits: `CHG0000042`. */
const NUMBER = /^([A-Z]+)\d+$/;

/** The links that the installed areas have registered; of two for one prefix the first counts. */
export class RegisteredRecordLinks implements RecordLinks {
  readonly #routes: Pick<RouteResolutionApi, 'resolve'>;
  readonly #links: readonly RecordLink[];

  constructor(
    routes: Pick<RouteResolutionApi, 'resolve'>,
    links: readonly RecordLink[],
  ) {
    this.#routes = routes;
    this.#links = links;
  }

  pathOf(number: string): string | undefined {
    const link = this.#linkOf(number);
    return link && this.#routes.resolve(link.route)?.({ number });
  }

  proofOf(number: string, apis: ApiHolder): ProofSource | undefined {
    return this.#linkOf(number)?.proof?.(apis);
  }

  #linkOf(number: string): RecordLink | undefined {
    const prefix = NUMBER.exec(number)?.[1];
    return this.#links.find(other => other.prefix === prefix);
  }
}
