import { Change } from '../model';
import { PreviewRequest } from './requests';

/** A change as it stands, asked about like a draft: its preview is the judgment that stands. */
export function previewOf(change: Change): PreviewRequest {
  return {
    number: change.number,
    // A retrospective change is opened by reconciliation and cannot be requested.
    type: change.type === 'retrospective' ? undefined : change.type,
    title: change.title,
    description: change.description,
    category: change.category,
    environment: change.environment,
    items: change.items,
    implementer: change.implementer,
    window: change.window,
    justification: change.justification,
    implementationPlan: change.implementationPlan,
    testPlan: change.testPlan,
    backoutPlan: change.backoutPlan,
    links: change.links,
    reliabilityFix: change.reliabilityFix,
    commit: change.commit,
    planAuthors: change.planAuthors,
    template: change.template?.id,
  };
}
