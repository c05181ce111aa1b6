import {
  drillPlanPermission,
  drillReadPermission,
  gameDayBodies,
  gameDayDetailSchema,
  gameDayNumber,
  gameDayPageSchema,
  gameDayTimelineSchema,
  GameDayVerb,
  listGameDaysSchema,
  planGameDaySchema,
} from '@countersign/plugin-chaos-drills-common';
import {
  Operation,
  operationsOver,
  tellingOperations,
  verbOperationId,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { gameDayPermission } from '../access';
import { Drills } from '../createDrills';
import { AskedOfDay } from '../desks/gameDayDeeds';

const { defineOperation } = operationsOver<Drills>();

const params = z.object({ number: gameDayNumber.schema });
const read = drillReadPermission.name;

/** A game day says which verbs it understands. */
export const gameDayVerbPath = {
  path: '/game-days/{number}',
  params,
  name: 'a game day',
};

const detail = {
  answer: gameDayDetailSchema,
  answerName: 'GameDayDetail',
} as const;

const summaries: Record<GameDayVerb, string> = {
  'add-drill': 'Make a drill that is planned part of a game day',
  'remove-drill': 'Take a drill that has not started out of a game day',
  observe: 'Name somebody who watches',
  start: 'Start a game day; its drills are started one by one',
  note: 'Write down what somebody saw or learned',
  end: 'End a game day whose drills are over, and say what was learned',
  cancel: 'Cancel a game day that has not started',
};

const verbOperations = Object.entries(gameDayBodies).map(
  ([name, body]): Operation<Drills> => {
    const verb = name as GameDayVerb;
    return defineOperation({
      method: 'post',
      path: `/game-days/{number}/${verb}`,
      id: verbOperationId(verb, 'GameDay'),
      summary: summaries[verb],
      permission: gameDayPermission(verb).name,
      params,
      body: body as z.ZodType<AskedOfDay['body']>,
      ...detail,
      handle: (
        { gameDayDesk },
        { caller, params: { number }, body: given, idempotencyKey },
      ) =>
        gameDayDesk.act(
          caller,
          number,
          { verb, body: given } as AskedOfDay,
          idempotencyKey,
        ),
    });
  },
);

/** Every route of game days. */
export const gameDayOperations: readonly Operation<Drills>[] = [
  defineOperation({
    method: 'get',
    path: '/game-days',
    id: 'listGameDays',
    summary: 'List game days: filtered, a page at a time',
    permission: read,
    query: listGameDaysSchema,
    answer: gameDayPageSchema,
    answerName: 'GameDayPage',
    handle: ({ gameDayDesk }, { caller, query }) =>
      gameDayDesk.list(caller, query),
  }),
  defineOperation({
    method: 'post',
    path: '/game-days',
    id: 'planGameDay',
    summary: 'Plan a game day: several drills under one name',
    permission: drillPlanPermission.name,
    body: planGameDaySchema,
    ...detail,
    status: 201,
    handle: ({ gameDayDesk }, { caller, body, idempotencyKey }) =>
      gameDayDesk.plan(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/game-days/{number}',
    id: 'getGameDay',
    summary: 'A game day with its drills, and what can be done with it',
    permission: read,
    params,
    ...detail,
    handle: ({ gameDayDesk }, { caller, params: { number } }) =>
      gameDayDesk.get(caller, number),
  }),
  ...verbOperations,
  ...tellingOperations<Drills, typeof gameDayTimelineSchema>({
    name: 'a game day and its drills',
    path: '/game-days/{number}',
    params,
    permission: read,
    kind: 'GameDay',
    timeline: gameDayTimelineSchema,
    timelineName: 'GameDayTimeline',
    teller: ({ gameDayTeller }) => gameDayTeller,
  }),
];
