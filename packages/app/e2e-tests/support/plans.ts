import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Terraform } from '@countersign/walkthrough';

/** Two plans for the same resources, as files; the other differs from the first by one attribute. */
export interface Plans {
  plan: string;
  other: string;
  /** The password that stands in both files, and may stand nowhere else. */
  secret: string;
  /** Applies the first plan. */
  apply(): void;
}

const hasTerraform = () =>
  spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0;

/** Plans made by Terraform itself, or those it made once, on a machine that has none. */
export function makePlans(): Plans {
  if (!hasTerraform()) {
    const recorded = (name: string) =>
      path.join(import.meta.dirname, '../fixtures', `${name}.json`);
    return {
      plan: recorded('plan'),
      other: recorded('other'),
      secret: JSON.parse(readFileSync(recorded('plan'), 'utf8')).variables
        .database_password.value,
      apply: () => {},
    };
  }
  const secret = `pw-${randomBytes(12).toString('hex')}`;
  const terraform = new Terraform(secret);
  terraform.plan('before');
  terraform.apply('before');
  const grown = { cache_memory_gb: 4 };
  return {
    plan: terraform.plan('plan', { ...grown, pool_size: 60 }),
    other: terraform.plan('other', { ...grown, pool_size: 61 }),
    secret,
    apply: () => terraform.apply('plan'),
  };
}
