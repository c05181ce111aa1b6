/** A Terraform working directory of its own, with the example's configuration and local state. */
export class Terraform {
  /** @param password - the secret that must show up nowhere */
  constructor(password: string);
  /** `terraform plan` and `terraform show -json`; returns the path of the plan's JSON. */
  plan(name: string, variables?: Record<string, number>): string;
  /** Applies exactly the plan that was made. */
  apply(name: string): void;
}
