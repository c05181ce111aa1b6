import { IncidentFacts } from '../model';
import { reviewRules } from '../review/rules';
import { alertRules } from './rules/alerts';
import { contentRules } from './rules/content';
import { mergingRules } from './rules/merging';
import { messageRules } from './rules/messages';
import { privacyRules } from './rules/privacy';
import { progressRules } from './rules/progress';
import { relationRules } from './rules/relations';
import { timeRules } from './rules/times';
import { urgencyRules } from './rules/urgency';
import { workRules } from './rules/work';
import { tableRefuses } from './tableRefuses';
import { IncidentCall, Rule, Verdict } from './verdict';
import { IncidentVerb } from './verbs';
import { IncidentWorld } from './world';

/** A rule for every verb: one without it would not compile. */
const rules: { [V in IncidentVerb]: Rule<V> } = {
  ...progressRules,
  ...mergingRules,
  ...urgencyRules,
  ...workRules,
  ...contentRules,
  ...relationRules,
  ...messageRules,
  ...privacyRules,
  ...timeRules,
  ...alertRules,
  ...reviewRules,
};

/**
 * The one judge of incidents: routes, buttons, alerts and whoever verifies a story ask it. Whether the permission framework
 * lets somebody do it, and whether somebody sees a private one at all, are other questions.
 */
export function judgeIncident(
  facts: IncidentFacts,
  call: IncidentCall,
  world: IncidentWorld,
): Verdict {
  const rule = rules[call.verb] as Rule<typeof call.verb>;
  return tableRefuses(facts, call) ?? rule(facts, call as never, world);
}
