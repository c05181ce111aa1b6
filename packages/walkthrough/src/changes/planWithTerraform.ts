import { readFileSync } from 'node:fs';
import { Terraform } from '../Terraform';
import { Deployment } from './Deployment';

/** The plan, as a file, and Terraform to apply it with. */
export interface Planned {
  terraform: Terraform;
  plan: string;
}

export function planWithTerraform({ stage, secret }: Deployment): Planned {
  const { report } = stage;
  report.heading('The team plans with Terraform');
  const terraform = new Terraform(secret);
  terraform.plan('before');
  terraform.apply('before');
  const plan = terraform.plan('plan', { pool_size: 60, cache_memory_gb: 4 });
  report.say(
    'orders-db gets a larger connection pool; session-cache is replaced by a larger one.',
  );
  report.expect(
    'the plan file itself holds the database password',
    readFileSync(plan, 'utf8').includes(secret),
  );
  return { terraform, plan };
}
