export interface Config {
  permission?: {
    governance?: {
      roles?: {
        /** Groups that read everything and write nothing. */
        auditors?: string[];
        /** Groups that run the portal: they may edit any change and manage the calendar. */
        platform?: string[];
        /** Further groups that may declare freezes and maintenance windows. */
        calendarManagers?: string[];
      };
    };
  };
}
