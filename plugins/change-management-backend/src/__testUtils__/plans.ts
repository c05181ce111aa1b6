/** A plan as `terraform show -json` prints it, with one resource; `secret` is sensitive. */
export function terraformPlan(
  options: {
    address?: string;
    actions?: string[];
    tier?: string;
    secret?: string;
    formatVersion?: string;
    padding?: string;
  } = {},
) {
  const {
    address = 'terraform_data.receipts',
    actions = ['update'],
    tier = 'standard',
    secret = 'hunter2-not-for-the-record',
  } = options;
  const [type, name] = address.split('.');
  const values = (level: string) => ({
    input: { tier: level, connection: secret, note: options.padding ?? '' },
  });
  return {
    format_version: options.formatVersion ?? '1.2',
    terraform_version: '1.11.4',
    variables: { connection: { value: secret } },
    resource_changes: [
      {
        address,
        mode: 'managed',
        type,
        name,
        provider_name: 'terraform.io/builtin/terraform',
        change: {
          actions,
          before: actions.includes('create') ? null : values('basic'),
          after: actions.at(-1) === 'delete' ? null : values(tier),
          after_unknown: {},
          before_sensitive: { input: { connection: true } },
          after_sensitive: { input: { connection: true } },
        },
      },
    ],
    prior_state: { values: { outputs: { connection: { value: secret } } } },
    timestamp: '2026-11-21T10:00:00Z',
    applyable: true,
    complete: true,
    errored: false,
  };
}
