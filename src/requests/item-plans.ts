import { Injectable } from '@nestjs/common';
import type { PersonFile } from '../customers/person-file.js';
import type { Right } from '../domain/category.js';
import type { AskedFacts, HashedPlan } from '../planning/planning.js';
import { Planning } from '../planning/planning.js';
import type { CaseFile } from './case-file.js';
import { askedOf, proposalsOf } from './proposals.js';
import type { RequestItem } from './request-item.entity.js';
import { restrictedData } from './restricted-data.js';

/** The plan of an item as things stand now; previews, approvals and executions all ask here. */
@Injectable()
export class ItemPlans {
  constructor(private readonly planning: Planning) {}

  now(item: RequestItem, file: PersonFile, caseFile: CaseFile): HashedPlan {
    return this.planning.plan(file, item.right, { asked: ASKED[item.right]?.(file, caseFile) ?? {} });
  }
}

/** What some rights add to the facts: which data, or which processing, the person is against. */
const ASKED: Partial<Record<Right, (file: PersonFile, caseFile: CaseFile) => AskedFacts>> = {
  rectification: (file, caseFile) => askedOf(file, proposalsOf(file, caseFile)),
  restriction: (file, caseFile) => {
    const restricts = restrictedData(file, caseFile);
    return restricts === undefined ? {} : { restricts };
  },
  objection: (_, { objectsTo }) => ({ objectsTo }),
  erasure: (_, { demand }) => (demand === undefined ? {} : { demand }),
};
