import { operationsOver } from '@countersign/plugin-governance-node';
import { incidentNumber } from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { AlertQualityReader } from '../../metrics/AlertQualityReader';
import { DashboardReader } from '../../metrics/DashboardReader';
import { createProblems } from '../../problems/createProblems';
import { AlertDesk } from '../../services/AlertDesk';
import { OnCallDesk } from '../../services/OnCallDesk';
import { StatusReader } from '../../services/StatusReader';
import { Services } from '../../services/createServices';
import type { Imports } from './imports';

export const { defineOperation } = operationsOver<AreaServices>();

/** What routes delegate to. */
export type AreaServices = Services &
  ReturnType<typeof createProblems> & {
    alerts: AlertDesk;
    onCall: OnCallDesk;
    status: StatusReader;
    quality: AlertQualityReader;
    dashboard: DashboardReader;
    imports: Imports;
  };

/** The incident that a route is about. */
export const params = z.object({ number: incidentNumber.schema });
