import { randomBytes } from 'node:crypto';
import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Outcome } from '../Cli';
import { Answer } from '../Portal';
import { Stage } from '../Stage';

/** Where it is applied: said when the change is opened, at the gate, and in the report. */
export const stack = [
  ...['--workspace', 'default', '--directory', 'stacks/checkout'],
  ...['--backend', 'local'],
];

/** One deployment on its way from a plan to a proof, and those who have to do with it. */
export class Deployment {
  readonly secret = `pw-${randomBytes(12).toString('hex')}`;
  readonly commit = randomBytes(20).toString('hex');
  readonly runId = randomBytes(6).toString('hex');

  constructor(readonly stage: Stage) {}

  /** The auditor reads everything and changes nothing. */
  read<T>(path: string): Promise<Answer<T>> {
    return this.as<T>('ines-auditor', 'GET', path);
  }

  as<T>(user: string, method: string, path: string, body?: unknown) {
    return this.stage.portal.call<T>(
      user,
      method,
      `/change-management${path}`,
      body,
    );
  }

  async detail(number: string): Promise<ChangeDetail> {
    return (await this.read<ChangeDetail>(`/changes/${number}`)).body;
  }

  async ledger(): Promise<LedgerAnswer> {
    return (await this.read<LedgerAnswer>('/ledger')).body;
  }

  /** What a pipeline asks right before `terraform apply`. Of people, those on call may ask it for an answer that counts. */
  async askGate(
    number: string,
    plan: string,
    where: readonly string[] = stack,
  ): Promise<Outcome> {
    return this.stage.cli.run(
      [
        ...['change', 'gate', '--change', number, ...where],
        ...['--plan', plan, '--commit', this.commit],
        ...['--environment', 'production', '--json'],
      ],
      { token: await this.stage.portal.tokenOf('kenji-oncall') },
    );
  }
}

interface LedgerAnswer {
  verifierKeys: string[];
  /** Absent only while the log is empty. */
  checkpoint?: string;
}
