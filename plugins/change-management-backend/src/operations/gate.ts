import {
  gateDecisionSchema,
  gatePreviewSchema,
  gateRequestSchema,
} from '@countersign/plugin-change-management-common';
import { withLinks } from '@countersign/plugin-governance-common';
import { defineOperation, permissions } from './ChangeApi';

/** The deployment gate. It answers 200 with `allow` or `refuse`; any other status is no permission. */
export const gateOperations = [
  defineOperation({
    method: 'post',
    path: '/gate',
    id: 'askGate',
    summary: 'May this be deployed now? Anything but allow means no',
    permission: 'change-management.gate.ask',
    body: gateRequestSchema,
    ignoresKey: true,
    answer: withLinks(gateDecisionSchema),
    answerName: 'GateDecision, and the page of the change',
    handle: async ({ gate, pages }, { caller, body }) => {
      const decision = await gate.ask(caller, body);
      return { ...decision, links: pages.links(decision.changeNumber) };
    },
  }),
  defineOperation({
    method: 'post',
    path: '/gate/preview',
    id: 'previewGate',
    summary: 'What the gate would answer now; nothing is recorded',
    permission: permissions.read,
    body: gateRequestSchema,
    ignoresKey: true,
    answer: gatePreviewSchema,
    answerName: 'GatePreview',
    handle: ({ gate }, { caller, body }) => gate.preview(caller, body),
  }),
];
