import {
  Caller,
  operationsOver,
  WitnessedLedger,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  FaultList,
  objectiveReadPermission,
} from '@countersign/plugin-service-levels-common';
import { Access } from '../../access/Access';
import { ErrorBudgetDesk } from '../../errorBudget/ErrorBudgetDesk';
import { EvidenceDesk } from '../../proof/EvidenceDesk';
import { AlertDesk } from '../../services/AlertDesk';
import { DashboardReader } from '../../services/DashboardReader';
import { AlertReader } from '../../services/AlertReader';
import { SpendingReader } from '../../services/SpendingReader';
import { CorrectionDesk } from '../../corrections/CorrectionDesk';
import { DefinitionChecker } from '../../services/DefinitionChecker';
import { ObjectiveReader } from '../../services/ObjectiveReader';

/** What the operations work with. */
export interface Services {
  access: Access;
  reader: ObjectiveReader;
  dashboard: DashboardReader;
  spending: SpendingReader;
  faults: {
    list(query: {
      component: string;
      from: string;
      to: string;
    }): Promise<FaultList>;
  };
  alerts: AlertReader;
  desk: AlertDesk;
  corrections: CorrectionDesk;
  checker: DefinitionChecker;
  errorBudgets: ErrorBudgetDesk;
  evidence: EvidenceDesk;
  ledger: Pick<Ledger, 'status' | keyof WitnessedLedger>;
}

export const { defineOperation } = operationsOver<Services>();

/** Whoever may read one objective may read all. */
export const reading = {
  permission: objectiveReadPermission.name,
  admit: ({ access }: Services, caller: Caller) => access.demandReading(caller),
};
