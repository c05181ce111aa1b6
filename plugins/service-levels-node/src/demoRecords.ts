import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { EnterCorrection } from '@countersign/plugin-service-levels-common';

/** What one objective counted. Times are milliseconds since 1970. */
export interface DemoMeasured {
  objective: string;
  /** When what it counts changes so that alerts may come of it: there it is judged step by step. */
  troubles: readonly { start: number; end: number }[];
  /**
   * What was counted in the step of a length that ends at an instant; undefined where nothing was heard. The same instant gives
   * the same.
   */
  counts(
    end: number,
    length: number,
  ): { bad: number; total: number } | undefined;
}

/** What happened to the objectives of an estate until now. */
export interface DemoServiceLevels {
  since: number;
  measured: readonly DemoMeasured[];
  /** Who acknowledges what pages, and how soon. */
  onCall: { person: string; answersAfter: number };
  corrections: readonly {
    at: number;
    /** Entity reference of a person. */
    by: string;
    request: EnterCorrection;
  }[];
}

/** The demo records of service levels. */
export interface DemoServiceLevelRecords {
  /** The configuration items and people that the catalog must have. */
  needs(): string[];
  month(now: Date): DemoServiceLevels;
}

export interface DemoServiceLevelsExtensionPoint {
  /** @throws Error when there are demo records already */
  setDemoServiceLevels(records: DemoServiceLevelRecords): void;
}

/** Lets a module bring demo records, which come when `governance.demo` is on and the portal is empty. */
export const demoServiceLevelsExtensionPoint =
  createExtensionPoint<DemoServiceLevelsExtensionPoint>({
    id: 'service-levels.demo',
  });
