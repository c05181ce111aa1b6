import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  Change,
  ChangeDetail,
  RiskFactor,
} from '@countersign/plugin-change-management-common';

/** What a source of risk factors is asked about. */
export interface RiskFactorInput {
  /** Absent while the change is a draft. */
  number?: string;
  change: Pick<
    Change,
    'title' | 'type' | 'category' | 'environment' | 'window' | 'team'
  >;
  /** Its configuration items, as the catalog has them. */
  items: ChangeDetail['items'];
  /** ISO 8601, UTC. */
  now: string;
}

/** A plugin that knows of reasons why a change is more risky, such as open incidents or a spent error budget. */
export interface RiskFactorSource {
  /** Unique; the ids of its factors begin with it: `incidents.open`. */
  id: string;
  /**
   * The factors, each with its evidence; none when nothing speaks. A source that fails or takes too long is shown as a
   * factor that could not be asked: it neither blocks the change nor passes for good news.
   */
  assess(input: RiskFactorInput): Promise<RiskFactor[]>;
}

export interface RiskFactorExtensionPoint {
  /** @throws Error when the id is taken */
  addRiskFactor(source: RiskFactorSource): void;
}

/** Lets modules add risk factors to change management. */
export const riskFactorExtensionPoint =
  createExtensionPoint<RiskFactorExtensionPoint>({
    id: 'change-management.risk-factors',
  });
