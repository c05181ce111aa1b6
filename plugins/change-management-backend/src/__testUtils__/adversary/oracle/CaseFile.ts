import {
  Change,
  ChangeDetail,
  Deployment,
} from '@countersign/plugin-change-management-common';
import type { View } from '../ChangeArena';

/** Somebody had a part in a change. */
export interface Hand {
  who: string;
  as: string;
  step: number;
  /** It became known by a report: it undoes no approval given before. */
  reported?: boolean;
}

/** An approval that was given. */
export interface Given {
  who: string;
  onBehalfOf?: string;
  step: number;
  round: number;
  /** What the approver had looked at. */
  seen: ChangeDetail;
  withdrawn?: number;
}

/** What an approver wanted changed. */
export interface Wanted {
  who: string;
  step: number;
  round: number;
  ended?: number;
}

export interface Rejection {
  step: number;
  /** See {@link rejectableOf}. */
  content: string;
  /** As it stood. */
  change: Change;
}

/** A conflict was accepted: with which change, over which items, in which windows of both. */
export interface Acceptance {
  by: string;
  step: number;
  round: number;
  other: string;
  key: string;
  otherWindow: string;
}

/** It went ahead unapproved. */
export interface Owed {
  since: number;
  dueAt: number;
  ended?: number;
}

/** What happened to one change, as somebody outside saw it happen. */
export class CaseFile {
  readonly hands: Hand[] = [];
  readonly given: Given[] = [];
  readonly rejections: Rejection[] = [];
  readonly wanted: Wanted[] = [];
  readonly acceptances: Acceptance[] = [];
  readonly runs: Deployment[] = [];
  owed?: Owed;
  /** Those who said that they are not what somebody else named them for. */
  readonly declined = new Set<string>();
  /** Broken rules that concern it. */
  breached = false;

  constructor(
    readonly number: string,
    readonly openedAt: number,
    readonly views: View[],
    /** The change that a retrospective one was opened over, and at which step. */
    readonly base?: { file: CaseFile; step: number },
  ) {}

  /** As it stood after a step. */
  at(step: number): ChangeDetail | undefined {
    return this.views.filter(view => view.step <= step).at(-1)?.detail;
  }

  get now(): ChangeDetail {
    return this.views[this.views.length - 1].detail;
  }

  /** It went ahead unapproved, and nobody approved or rejected it since. */
  get isOwed(): boolean {
    return this.owed !== undefined && this.owed.ended === undefined;
  }

  /** Its own, and those that a retrospective change inherits. */
  handsAt(step: number): Hand[] {
    const own = this.hands.filter(hand => hand.step <= step);
    return this.base
      ? [...own, ...this.base.file.handsAt(this.base.step)]
      : own;
  }

  /** Requests for changes that stand after a step. */
  wantedAt(step: number): Wanted[] {
    const round = this.at(step)?.change.approvalRound;
    return this.wanted.filter(
      wanted =>
        wanted.step <= step &&
        wanted.round === round &&
        !(wanted.ended !== undefined && wanted.ended <= step),
    );
  }

  /** Whoever requested changes decides otherwise: the request ends. */
  answerRequestsOf(who: string, step: number): void {
    for (const wanted of this.wantedAt(step)) {
      if (wanted.who === who) wanted.ended = step;
    }
  }

  /** Approvals that stand after a step. */
  standing(step: number): Given[] {
    const round = this.at(step)?.change.approvalRound;
    return this.given.filter(
      given =>
        given.step <= step &&
        given.round === round &&
        !(given.withdrawn !== undefined && given.withdrawn <= step),
    );
  }
}
