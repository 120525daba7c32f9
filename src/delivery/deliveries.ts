import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type OpenedPackage } from '../answers/package-archive.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { Links } from '../identity/links.js';
import { Packages } from './packages.js';

/** Hands a package over to whoever has both the link and the one-time code sent to the person's address. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly database: Database,
    private readonly links: Links,
    private readonly packages: Packages,
  ) {}

  /** Throws NOT_FOUND, LINK_USED or LINK_EXPIRED. */
  async sendCode(token: string): Promise<void> {
    const link = await this.links.look(token, 'open-package');
    await this.database.inRegister(link.register, (tx) => this.packages.sendCode(tx, link));
  }

  /** Throws CODE_WRONG; a wrong attempt counts even though it fails. */
  async open(token: string, code: string): Promise<OpenedPackage> {
    const link = await this.links.look(token, 'open-package');
    const inRegister = <T>(work: (tx: EntityManager) => Promise<T>) =>
      this.database.inRegister(link.register, work);
    if (!(await inRegister((tx) => this.packages.isRight(tx, link, code))))
      throw new DomainError('CODE_WRONG');
    return inRegister((tx) => this.packages.open(tx, link));
  }

  /** For staff, when the answer goes by post: throws NOT_FOUND for anything else. */
  print(
    register: string,
    of: { requestId: string; itemId: string },
    staffId: string,
  ): Promise<OpenedPackage> {
    return this.database.inRegister(register, (tx) => this.packages.print(tx, of, staffId));
  }

  /** Throws when the link is no good, so that a page can say so before a code is asked for. */
  async exists(token: string): Promise<void> {
    await this.links.look(token, 'open-package');
  }
}
