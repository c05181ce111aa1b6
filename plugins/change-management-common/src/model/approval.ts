export type {
  ApprovalSubject,
  Approval,
  ChangesRequest,
  ApprovalRequirement,
  ToldRequirement,
  EligibleApprover,
  RequirementStatus,
  ApprovalOverview,
} from '../answers/approval';
