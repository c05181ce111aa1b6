import { expect, Page } from '@playwright/test';
import {
  DeclareIncident,
  IncidentDetail,
  IncidentPage,
  ProblemPage,
} from '@countersign/plugin-incident-management-common';
import { Portal } from '@countersign/walkthrough';
import { portalUrl } from './changes';

const http = new Portal(portalUrl);

/** Declares a drill without the pages: figures leave it out. Resolves to its number. */
export async function declareDrill(
  user: string,
  incident: DeclareIncident,
): Promise<string> {
  const { status, body } = await http.call<IncidentDetail>(
    user,
    'POST',
    '/incident-management/incidents',
    { ...incident, drill: true },
  );
  expect(status, JSON.stringify(body)).toBe(201);
  return body.incident.number;
}

/** The newest incident that fits a filter. */
export async function anIncident(query: string): Promise<string> {
  const { body } = await http.call<IncidentPage>(
    'dana-developer',
    'GET',
    `/incident-management/incidents?${query}&limit=1`,
  );
  expect(body.items, query).toHaveLength(1);
  return body.items[0].number;
}

/** The newest problem that fits a filter. */
export async function aProblem(query: string): Promise<string> {
  const { body } = await http.call<ProblemPage>(
    'dana-developer',
    'GET',
    `/incident-management/problems?${query}&limit=1`,
  );
  expect(body.items, query).toHaveLength(1);
  return body.items[0].number;
}

/** Fills the only text that a dialog asks for, and sends it. */
export async function say(
  page: Page,
  action: string,
  label: string,
  text: string,
) {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(label).fill(text);
  await dialog.getByRole('button', { name: action, exact: true }).click();
  await expect(dialog).toBeHidden();
}
