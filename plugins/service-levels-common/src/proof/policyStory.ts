import {
  ClaimBookOf,
  say,
  StoryKind,
  StoryResultOf,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { errorBudgetRulesDigest, errorBudgetRulesSchema } from '../errorBudget';
import { serviceLevelEntries } from '../ledger/entries';

const TYPE = 'error_budget_policy.activated';

const claims = {
  readable: 'Every entry has the form of its type and is about these policies',
  digest: 'The policies are those that the digest names',
  portal: 'The portal put them in force, and nobody else',
};
type Claim = keyof typeof claims;

const idle: Record<Claim, string> = {
  readable: 'There are no entries.',
  digest: 'There are no entries.',
  portal: 'There are no entries.',
};

/** Judges what the ledger says of one set of error budget policies. */
export function policyStory(
  entries: LedgerEntry[],
): StoryResultOf<Claim, string> {
  const book = new ClaimBookOf<Claim>(claims);
  const subject = entries[0]?.subject ?? '';
  for (const { id, type, actor, occurredAt, data, ...entry } of entries) {
    const parsed =
      type === TYPE && entry.subject === subject
        ? serviceLevelEntries.schemas[TYPE].safeParse(data)
        : undefined;
    const rules = parsed?.success
      ? errorBudgetRulesSchema.safeParse(parsed.data.rules)
      : undefined;
    book.check(
      'readable',
      rules?.success === true,
      { pass: 'All are.', fail: `${type} is none of these policies.` },
      id,
    );
    if (!parsed?.success || !rules?.success) continue;
    book.check(
      'digest',
      parsed.data.digest === subject &&
        errorBudgetRulesDigest(rules.data) === subject,
      {
        pass: say`They came into force at ${time(occurredAt)}.`,
        fail: say`Those of ${time(occurredAt)} are other policies.`,
      },
      id,
    );
    book.check(
      'portal',
      actor.startsWith('plugin:'),
      { pass: 'It did.', fail: `${actor} did.` },
      id,
    );
  }
  const judged = book.claims(idle);
  return {
    subject,
    title: 'Error budget policies',
    rules: 1,
    holds: entries.length > 0 && judged.every(({ holds }) => holds),
    claims: judged,
  };
}

/** How whoever verifies evidence judges what a log says of error budget policies. */
export const errorBudgetPolicyStories: StoryKind<Claim, string> = {
  prefix: 'sha256:',
  names: subject => subject.startsWith('sha256:'),
  opening: TYPE,
  judge: policyStory,
  limits: [],
};
