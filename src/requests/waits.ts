import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonFile } from '../customers/person-file.js';
import type { Case } from './cases.js';
import { openItemsOf } from './freeze.js';
import type { RequestItem } from './request-item.entity.js';

/** What an item whose plan stands still waits for before it is carried out. Whatever ends a wait nudges the case. */
@Injectable()
export class Waits {
  /** True while the item has to wait; asked again each time the case is processed. */
  async hold(tx: EntityManager, _opened: Case, item: RequestItem, file: PersonFile): Promise<boolean> {
    return this.ownAnswersFirst(tx, item, file);
  }

  /** The person's copies are handed over before anything of them is erased (Art. 15: no deleting to avoid disclosure). */
  private async ownAnswersFirst(tx: EntityManager, item: RequestItem, file: PersonFile): Promise<boolean> {
    if (item.right !== 'erasure') return false;
    const open = await openItemsOf(tx, file.customer.id, ['access', 'portability', 'rectification']);
    return open.some(({ id }) => id !== item.id);
  }
}
