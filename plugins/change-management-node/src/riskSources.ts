import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  Change,
  ChangeDetail,
  RiskFactor,
  RiskFloor,
} from '@countersign/plugin-change-management-common';

/** What a source of risk factors or floors is asked about. */
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
  /** One word in lower case, unique; the ids of its factors begin with it: `incidents.open`. */
  id: string;
  /**
   * The factors, each with its evidence; none when nothing speaks. A source that fails, takes too long or answers with
   * something else is shown as a factor that could not be assessed: it neither blocks the change nor passes for good
   * news.
   */
  assess(input: RiskFactorInput): Promise<RiskFactor[]>;
}

/** A plugin that knows of reasons why a change is never less risky than a level, such as an open major incident. */
export interface RiskFloorSource {
  /** One word in lower case, unique among the sources of factors and floors. */
  id: string;
  /** The floors that apply; none when none does. One that fails is treated as a {@link RiskFactorSource} that does. */
  assess(input: RiskFactorInput): Promise<RiskFloor[]>;
}

export interface RiskFactorExtensionPoint {
  /** @throws Error when the id is taken or malformed */
  addRiskFactor(source: RiskFactorSource): void;
}

export interface RiskFloorExtensionPoint {
  /** @throws Error when the id is taken or malformed */
  addRiskFloor(source: RiskFloorSource): void;
}

/** Lets modules add risk factors to change management. */
export const riskFactorExtensionPoint =
  createExtensionPoint<RiskFactorExtensionPoint>({
    id: 'change-management.risk-factors',
  });

/** Lets modules put floors under the risk of changes. */
export const riskFloorExtensionPoint =
  createExtensionPoint<RiskFloorExtensionPoint>({
    id: 'change-management.risk-floors',
  });
