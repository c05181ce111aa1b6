/** What rows are about, in every sheet. */
const application = [
  ['Cluster', 'cluster', 'text', 14],
  ['Application', 'application', 'text', 26],
];
/** By whom and when a ticket was approved. */
const approval = [
  ['Approved by', 'approved_by', 'text', 36],
  ['Approved', 'approved_at', 'time', 20],
];

/**
 * What the workbooks of the reports show. A sheet's columns are header, column of the question, look and width; `asks` is true where a row is an
 * exception.
 */
export const templates = [
  {
    report: 'sox-access-and-change',
    title: 'Quarterly SOX access and change report',
    sheets: [
      {
        name: 'Scope',
        question: 'applications-in-scope',
        title: 'Applications in scope',
        control: 'SOX ITGC APD-00',
        columns: [
          ...application,
          ['Title', 'title', 'text', 28],
          ['Owner', 'owner', 'text', 30],
          ['Privileged grants', 'privileged_grants', 'count', 12],
        ],
      },
      {
        name: 'Privileged access',
        question: 'privileged-access',
        title: 'Privileged access granted, with its approving ticket',
        control: 'SOX ITGC APD-01',
        columns: [
          ...application,
          ['Account', 'principal', 'text', 36],
          ['Person', 'person', 'text', 24],
          ['Role', 'role', 'text', 16],
          ['Granted', 'granted_at', 'time', 20],
          ['Granted by', 'granted_by', 'text', 34],
          ['Ticket', 'ticket', 'text', 22],
          ['Requested by', 'requested_by', 'text', 36],
          ...approval,
          ['Grant', 'grant_id', 'text', 20],
        ],
      },
      {
        name: 'Without approval',
        question: 'grants-without-approval',
        title: 'Privileged access granted without an approved ticket',
        control: 'SOX ITGC APD-01',
        asks: true,
        columns: [
          ...application,
          ['Account', 'principal', 'text', 36],
          ['Role', 'role', 'text', 16],
          ['Granted', 'granted_at', 'time', 20],
          ['Granted by', 'granted_by', 'text', 34],
          ['Ticket', 'ticket', 'text', 24],
          ['Why', 'reason', 'text', 36],
          ...approval,
          ['Grant', 'grant_id', 'text', 20],
        ],
      },
      {
        name: 'Approver is requester',
        question: 'approver-is-requester',
        title: 'Tickets approved by whoever asked',
        control: 'SOX ITGC APD-02',
        asks: true,
        columns: [
          ...application,
          ['Ticket', 'ticket', 'text', 24],
          ['Kind', 'kind', 'text', 10],
          ['Summary', 'summary', 'text', 44],
          ['Requested by', 'requested_by', 'text', 36],
          ...approval,
        ],
      },
      {
        name: 'Leavers',
        question: 'leavers-with-access',
        title: 'Leavers who still had access',
        control: 'SOX ITGC APD-03',
        asks: true,
        columns: [
          ...application,
          ['Account', 'principal', 'text', 36],
          ['Person', 'person', 'text', 24],
          ['Team', 'team', 'text', 16],
          ['Role', 'role', 'text', 16],
          ['Privileged', 'privileged', 'text', 12],
          ['Since', 'since', 'time', 20],
          ['Left on', 'left_on', 'day', 14],
        ],
      },
      {
        name: 'Changes',
        question: 'changes-without-approval',
        title: 'Changes without an approved ticket, or outside its window',
        control: 'SOX ITGC CHG-01',
        asks: true,
        columns: [
          ...application,
          ['Changed', 'changed_at', 'time', 20],
          ['By', 'actor', 'text', 34],
          ['Command', 'command', 'text', 18],
          ['Object', 'object', 'text', 16],
          ['Ticket', 'ticket', 'text', 24],
          ['Why', 'reason', 'text', 36],
          ['Approved by', 'approved_by', 'text', 36],
          ['Window from', 'window_start', 'time', 20],
          ['Window until', 'window_end', 'time', 20],
          ['Change', 'change_id', 'text', 20],
        ],
      },
      {
        name: 'Backups',
        question: 'gaps-between-backups',
        title: 'More than 26 hours without a good backup',
        control: 'SOX ITGC OPS-01',
        asks: true,
        columns: [
          ...application,
          ['From', 'gap_start', 'time', 20],
          ['Until', 'gap_end', 'time', 20],
          ['Hours', 'hours', 'tenths', 10],
        ],
      },
      {
        name: 'Restore tests',
        question: 'no-restore-test',
        title: 'No restore test passed in the quarter',
        control: 'SOX ITGC OPS-02',
        asks: true,
        columns: [
          ...application,
          ['Owner', 'owner', 'text', 30],
          ['Tried', 'tried', 'count', 10],
          ['Last tried', 'last_tried_at', 'time', 20],
        ],
      },
      {
        name: 'Audit logging',
        question: 'audit-logging-off',
        title: 'Audit logging off, or kept too short',
        control: 'SOX ITGC LOG-01',
        asks: true,
        columns: [
          ...application,
          ['Owner', 'owner', 'text', 30],
          ['Logging', 'logging', 'text', 10],
          ['Days kept', 'retention_days', 'count', 10],
          ['Why', 'reason', 'text', 36],
        ],
      },
    ],
  },
];
