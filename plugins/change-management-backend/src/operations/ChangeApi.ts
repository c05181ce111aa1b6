import { changeNumberSchema } from '@countersign/plugin-change-management-common';
import {
  AreaPages,
  Caller,
  ImportDesk,
  operationsOver,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Authorizer } from '../access/Authorizer';
import { Services } from '../services/createServices';

/** What the operations of change management are over. */
export interface ChangeApi extends Services {
  authorizer: Authorizer;
  pages: AreaPages;
  imports: ImportDesk;
}

export const { defineOperation } = operationsOver<ChangeApi>();

/** The change that a path names. */
export const ofChange = z.object({ number: changeNumberSchema });

/** For what is about all changes: whoever may read none of them has no use for it. */
export async function admitReaders(
  { authorizer }: ChangeApi,
  caller: Caller,
): Promise<void> {
  (await authorizer.rights(caller)).demandReading();
}

/** Permissions that several operations ask for. */
export const permissions = {
  read: 'change-management.change.read',
  create: 'change-management.change.create',
  update: 'change-management.change.update',
  manageCalendar: 'change-management.calendar.manage',
} as const;
